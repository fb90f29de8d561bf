package bench

import (
	"context"
	"net/http"
	"testing"
)

// contender is one way to make the three calls. get, list and create end with the bytes
// of the answer, but for the SDK, which has no way to them: it makes its structs. decoded
// is list with a value of the page in hand, integers exact.
type contender struct {
	name                       string
	get, list, create, decoded func(context.Context) error
}

// contenders are all of them, on one workspace. pool carries the requests of the others;
// ours, when nil, is the pool that a connection gets when nobody says anything.
func contenders(b *testing.B, host string, ours, pool http.RoundTripper) []contender {
	b.Helper()
	return []contender{actionctl(b, host, ours), netHTTP(host, pool), restyByHand(host, pool), sdk(b, host, pool)}
}

// calls are the three by name, in the order of the table.
func (c contender) calls() []call {
	return []call{{"get", c.get}, {"list", c.list}, {"create", c.create}}
}

type call struct {
	name string
	do   func(context.Context) error
}

// repeat is the loop of a benchmark.
func repeat(b *testing.B, do func(context.Context) error) {
	b.Helper()
	b.ReportAllocs()
	ctx := b.Context()
	for b.Loop() {
		if err := do(ctx); err != nil {
			b.Fatal(err)
		}
	}
}
