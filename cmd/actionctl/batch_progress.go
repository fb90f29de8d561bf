package main

import (
	"fmt"
	"io"
	"time"

	"github.com/actionctl/connector/internal/terminal"
)

// batchProgress tells a person at a terminal how far a batch is.
type batchProgress struct {
	w     io.Writer
	live  *terminal.Live
	now   func() time.Time
	began time.Time
}

func (a *app) newBatchProgress() *batchProgress {
	return &batchProgress{w: a.Err, live: a.live, now: time.Now, began: time.Now()}
}

func (p *batchProgress) update(counts string, answered int) {
	rate := ""
	if took := p.now().Sub(p.began).Seconds(); took > 0 {
		rate = fmt.Sprintf(", %.1f/s", float64(answered)/took)
	}
	p.live.Set("actionctl: " + counts + rate)
}

func (p *batchProgress) clear() { p.live.Clear() }
