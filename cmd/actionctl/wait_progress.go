package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/terminal"
)

// progressLine tells a person how far the work is: on a terminal in its live line,
// where the time goes on by itself, else in a line for every change. Whoever reads JSON
// errors is told nothing.
type progressLine struct {
	w     io.Writer
	live  *terminal.Live
	quiet bool
	now   func() time.Time
	stop  func() // the time

	mu    sync.Mutex
	last  string // what was told but for the time
	ended bool
}

func (a *app) newProgressLine() *progressLine {
	p := &progressLine{w: a.Err, live: a.live, quiet: a.errorJSON, now: time.Now, stop: func() {}}
	if a.live != nil {
		p.stop = eachSecond(a.live.Tick)
	}
	return p
}

func (p *progressLine) show(now connector.Progress) {
	state, message := now.State, strings.Join(strings.Fields(now.Message), " ")
	if state == "" {
		state = "waiting"
	}
	if message != "" {
		message = ": " + message
	}
	at := p.now()
	p.tell(state+message, func() string {
		elapsed := now.Elapsed + p.now().Sub(at)
		return fmt.Sprintf("actionctl: %s (%s)%s", state, elapsed.Truncate(time.Second), message)
	})
}

// tell tells a line; what is the line but for the time.
func (p *progressLine) tell(what string, line func() string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.quiet || p.ended:
	case p.live != nil:
		p.live.Follow(line)
	case what != p.last:
		fmt.Fprintln(p.w, terminal.Line(line()))
	}
	p.last = what
}

// onInterrupt tells, when ctx ends, what then takes its time.
func (p *progressLine) onInterrupt(ctx context.Context, abort bool) {
	if !abort {
		return
	}
	const line = "interrupted; asking the service to end the work, a second interrupt does not wait for its answer"
	context.AfterFunc(ctx, func() { p.tell(line, func() string { return "actionctl: " + line }) })
}

// clear takes the line away. Nothing is told after it.
func (p *progressLine) clear() {
	p.stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = true
	p.live.Clear()
}
