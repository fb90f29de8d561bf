// Package runtime turns an action and its parameters into a request, sends it and
// tells what came back.
//
// A Plan is the request as data: the encoders that make it are pure and nothing is
// sent by making one. Client sends plans; resty is the wire and nothing else, held
// in one file, because its own templates, buffering, retries and decoding each
// change or lose data. Parameters must be valid JSON kinds already: this package
// does not know JSON Schema.
//
// # What reaches the wire
//
// What the caller gave is sent, what it did not give is not: false, 0 and "" are
// values. A null in a body is sent as null; a null path, query or header parameter
// is one that was not given. A value that has no form where it belongs is an error,
// never left out. A JSON body that was not given is sent as {}.
//
// A path parameter is one segment whatever its value: slashes, percent and question
// marks are escaped. Only a parameter whose schema says x-encode: segments keeps
// its slashes, and is escaped segment by segment. In a query objects dot
// (a.b=1), lists repeat (a=1&a=2) and spaces are %20.
//
// # Once or again
//
// An attempt is repeated when the service cannot have acted on it, or when a repeat
// changes nothing; shouldRetry is that policy and nothing else. Waiting grows
// exponentially with full jitter, Retry-After and RetryInfo are honoured, and a budget
// and the context end it. The caller then gets the last error with the log of all
// attempts. A token that the service refuses is renewed once.
package runtime
