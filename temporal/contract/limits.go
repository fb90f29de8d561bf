package contract

// MaxBatch bounds the calls of a batch: what is known of them is kept in the heartbeat
// of its activity. Calls count their Weight.
const MaxBatch = 1000

// waitWeight is for the handle of work.
const waitWeight = 4

// MaxBatchID bounds the id of a call of a batch, in bytes.
const MaxBatchID = 128

// Weight is what the call counts towards MaxBatch.
func (c BatchCall) Weight() int {
	if c.Wait {
		return waitWeight
	}
	return 1
}
