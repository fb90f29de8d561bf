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
	p := &batchProgress{w: a.Err, live: a.live, now: time.Now, began: time.Now()}
	p.live.Set("actionctl: 0 done")
	return p
}

// update tells the counts, and how much of the input was read where its size is known.
func (p *batchProgress) update(counts string, answered int, read, size int64) {
	rate := ""
	if took := p.now().Sub(p.began).Seconds(); took > 0 {
		rate = fmt.Sprintf(", %.1f/s", float64(answered)/took)
	}
	part := ""
	if size > 0 {
		part = fmt.Sprintf(", %d%% of the input", 100*min(read, size)/size)
	}
	p.live.Set("actionctl: " + counts + rate + part)
}

func (p *batchProgress) clear() { p.live.Clear() }
