package connector_test

import (
	"context"
	"errors"
	"iter"
	goruntime "runtime"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"

	connector "github.com/actionctl/connector"
)

// panicsOn is a middleware that panics for one call.
func panicsOn(job int, how func()) connector.Middleware {
	return func(next connector.Handler) connector.Handler {
		return func(ctx context.Context, r *connector.Request) (*connector.Result, error) {
			if r.Call.Params["job_id"] == job {
				how()
			}
			return next(ctx, r)
		}
	}
}

// A panic reaches the loop as it would in a plain one, when what ran has ended and was
// handed out: calls that have nothing to do with it are not lost.
func TestPanicsInABatch(t *testing.T) {
	var oops = errors.New("oops")
	for name, c := range map[string]struct {
		middleware connector.Middleware
		input      func(iter.Seq[connector.BatchCall]) iter.Seq[connector.BatchCall]
	}{
		"in a middleware": {panicsOn(1, func() { panic(oops) }), func(s iter.Seq[connector.BatchCall]) iter.Seq[connector.BatchCall] { return s }},
		"in the input": {panicsOn(-1, nil), func(s iter.Seq[connector.BatchCall]) iter.Seq[connector.BatchCall] {
			return func(yield func(connector.BatchCall) bool) {
				for call := range s {
					if call.Line == 3 {
						panic(oops)
					}
					if !yield(call) {
						return
					}
				}
			}
		}},
	} {
		for _, ordered := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					var g gate
					taken := 0
					conn := wrappedBy(t, g.serve, c.middleware)
					go func() {
						for range 3 {
							synctest.Wait()
							g.let("")
						}
					}()
					var got []string
					assert.PanicsWithValue(t, oops, func() {
						for r := range conn.RunBatch(t.Context(), c.input(manyJobs(100, &taken)), connector.BatchOptions{Concurrency: 3, Ordered: ordered}) {
							got = append(got, r.ID+" "+r.Outcome)
						}
					})
					assert.Contains(t, got, "call-000 done")
					assert.Less(t, taken, 6, "nothing more was started")
				})
			})
		}
	}
}

func TestPanicInTheLoopOfABatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		taken := 0
		assert.PanicsWithValue(t, "mine", func() {
			for range wrappedBy(t, fine, panicsOn(1, func() { panic("another") })).RunBatch(t.Context(), manyJobs(100, &taken), connector.BatchOptions{Ordered: true}) {
				panic("mine")
			}
		})
	})
}

// A goroutine that is ended from within, as a failing test does, ends the loop's.
func TestGoexitInABatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		taken, behind := 0, false
		ended := make(chan struct{})
		c := wrappedBy(t, fine, panicsOn(2, goruntime.Goexit))
		go func() {
			defer close(ended)
			for range c.RunBatch(t.Context(), manyJobs(100, &taken), connector.BatchOptions{}) {
				continue
			}
			behind = true
		}()
		<-ended
		assert.False(t, behind)
	})
}
