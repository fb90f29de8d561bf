package connector

import (
	goruntime "runtime"
	"sync"
)

// caught keeps the first panic of a batch's goroutines for the goroutine that asked for
// the batch, as if it had happened in a plain loop there.
type caught struct {
	mu    sync.Mutex
	any   bool
	value any // nil: the goroutine was ended by runtime.Goexit
	then  func()
}

// guard runs f.
func (c *caught) guard(f func()) {
	normal := false
	defer func() {
		if normal {
			return
		}
		value := recover()
		c.mu.Lock()
		defer c.mu.Unlock()
		if !c.any {
			c.any, c.value = true, value
		}
		c.then()
	}()
	f()
	normal = true
}

// passOn panics with what was caught.
func (c *caught) passOn() {
	switch {
	case !c.any:
	case c.value != nil:
		panic(c.value)
	default:
		goruntime.Goexit()
	}
}
