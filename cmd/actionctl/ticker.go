package main

import (
	"sync"
	"time"
)

// eachSecond calls tick each second until stop is called. When stop returns, tick does
// not run and will not.
func eachSecond(tick func()) (stop func()) {
	over := make(chan struct{})
	var running sync.WaitGroup
	running.Go(func() {
		t := time.NewTicker(time.Second)
		defer t.Stop()
		for {
			select {
			case <-t.C:
				tick()
			case <-over:
				return
			}
		}
	})
	return sync.OnceFunc(func() {
		close(over)
		running.Wait()
	})
}
