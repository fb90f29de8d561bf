package main

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/overheard"
	"github.com/actionctl/connector/internal/terminal"
)

// Between two polls the time on a terminal goes on, and stops when the line is gone.
func TestTimeGoesOnBetweenPolls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var said overheard.Buffer
		a := &app{streams: &streams{Err: &said}}
		a.live = terminal.NewLive(&said, func() int { return 80 }, time.Now)
		p := a.newProgressLine()
		p.show(connector.Progress{State: "PENDING", Elapsed: 1500 * time.Millisecond})
		time.Sleep(2100 * time.Millisecond)
		p.clear()
		time.Sleep(5 * time.Second)
		p.show(connector.Progress{State: "RUNNING"})
		const erase = "\r\x1b[K"
		assert.Equal(t, "actionctl: PENDING (1s)"+erase+"actionctl: PENDING (2s)"+erase+"actionctl: PENDING (3s)"+erase, said.String())
	})
}

// Ending the work takes its time, and what has no time in it does not tick.
func TestInterruptThatEndsTheWork(t *testing.T) {
	for _, onScreen := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			var said overheard.Buffer
			a := &app{streams: &streams{Err: &said}}
			if onScreen {
				a.live = terminal.NewLive(&said, func() int { return 200 }, time.Now)
			}
			p := a.newProgressLine()
			ctx, interrupt := context.WithCancel(t.Context())
			p.onInterrupt(ctx, true)
			p.show(connector.Progress{State: "RUNNING"})
			interrupt()
			synctest.Wait()
			p.clear()
			assert.Equal(t, 1, strings.Count(said.String(), "actionctl: interrupted; asking the service to end the work"), said.String())
		})
	}
}
