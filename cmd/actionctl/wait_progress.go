package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/terminal"
)

// progressLine tells a person how far the work is: on a terminal in its live line, else
// in a line for every change. Whoever reads JSON errors is told nothing.
type progressLine struct {
	w     io.Writer
	live  *terminal.Live
	quiet bool
	last  string // what was told but for the time
}

func (a *app) newProgressLine() *progressLine {
	return &progressLine{w: a.Err, live: a.live, quiet: a.errorJSON}
}

func (p *progressLine) show(now connector.Progress) {
	state, message := now.State, strings.Join(strings.Fields(now.Message), " ")
	if state == "" {
		state = "waiting"
	}
	if message != "" {
		message = ": " + message
	}
	what := state + message
	if p.quiet || p.live == nil && what == p.last {
		return
	}
	p.last = what
	line := terminal.Line(fmt.Sprintf("actionctl: %s (%s)%s", state, now.Elapsed.Truncate(time.Second), message))
	if p.live == nil {
		fmt.Fprintln(p.w, line)
		return
	}
	p.live.Show(line) // stays for as long as it takes to the next poll
}

// clear takes the line away.
func (p *progressLine) clear() { p.live.Clear() }
