// Package activities runs actions as activities of Temporal. Package contract has their
// names and forms.
//
// What makes them safe to attempt again:
//   - The idempotency token of a call is made of the ids of the activity. All attempts
//     send the same one.
//   - Before a request goes out that must not go out twice, a heartbeat says so, and the
//     service of Temporal has it in writing. An attempt that finds that mark and no end
//     does not send again: it fails with connector.ErrUnknownOutcome.
//   - The handle of work is in the heartbeats. A later attempt, on any worker, goes on
//     with it.
//
// Temporal hands heartbeats on from attempt to attempt, also where the activity has no
// heartbeat timeout; but it forgets them when somebody resets the activity with its
// heartbeats, and a workflow that is reset has other activities. Both ask for the work to
// be done again.
//
// Only one layer repeats. RunAction and the start of WaitAction leave to Temporal all but
// connections that could not be made. Polls, pages and the calls of a batch are repeated
// by the runtime, because Temporal cannot see one of them alone.
package activities
