package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// work makes call after call with all callers until the time is over. A call that fails
// ends it: a soak with errors measures something else.
func (s soak) work(ctx context.Context, call func(ctx context.Context, n int) error) (*latencies, error) {
	until, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	end := time.Now().Add(s.length)
	all := make([]latencies, s.callers)
	var callers sync.WaitGroup
	for i := range all {
		callers.Go(func() {
			for n := i; until.Err() == nil; n++ {
				start := time.Now()
				if start.After(end) {
					return
				}
				if err := call(until, n); err != nil {
					stop(fmt.Errorf("call %d of caller %d: %w", n-i+1, i+1, err))
					return
				}
				all[i].add(time.Since(start))
			}
		})
	}
	callers.Wait()
	if err := context.Cause(until); err != nil {
		return nil, err
	}
	sum := &latencies{}
	for i := range all {
		sum.join(&all[i])
	}
	return sum, nil
}
