package gateway

import (
	"context"
	"errors"
	"net/http"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/batch"
)

func (g *Gateway) batchRoutes() []route {
	return []route{{
		Method: http.MethodPost, Pattern: "/v1/batch", ID: "batch", Long: true, Body: "BatchLine", BodyContent: linesContent,
		Summary: "Run many calls, one a line, several at a time.",
		Query: []parameter{
			{Name: "concurrency", Description: "Calls at a time.", Schema: `{"type":"integer","minimum":1,"maximum":32,"default":8}`},
			{Name: "ordered", Description: "Results come in the order of the calls.", Schema: `{"type":"boolean","default":false}`},
			{Name: "stop_on_error", Description: "No further call is started after one failed.", Schema: `{"type":"boolean","default":false}`},
			{Name: "confirmed", Description: "Somebody who may has said yes to all these calls.", Schema: `{"type":"boolean","default":false}`},
			{Name: "wait_timeout", Description: "Bounds each wait.", Schema: durationInQuery()},
			{Name: "interval", Description: "Between the first polls of each wait.", Schema: durationInQuery()},
		},
		Answers: []answer{{Status: http.StatusOK, Content: linesContent, Schema: "BatchResultLine", Summary: "The results, each as soon as it is there."}},
		Handle:  (*exchange).batch,
	}}
}

// batch reads calls and writes results at the same time. When the client leaves, or the
// gateway ends, no further call is started, and those that were sent are finished.
func (x *exchange) batch() error {
	if err := x.wants(linesContent); err != nil {
		return err
	}
	q, err := x.query()
	if err != nil {
		return err
	}
	o, err := x.batchOptions(q)
	if err != nil {
		return err
	}
	base, err := x.batchDefault(q)
	if err != nil {
		return err
	}
	if err := http.NewResponseController(x.w).EnableFullDuplex(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	if x.r.ProtoMajor == 1 { // the server cannot reuse a connection whose body was not read to its end
		x.w.Header().Set("Connection", "close")
	}
	f := x.flights(&o)
	defer f.stop()
	in := batch.NewReader(f.until(x.r.Body))
	in.MaxLine = int(x.g.limits.Body)
	in.Default = base
	out := x.stream(linesContent)
	if _, err := out.Write(nil); err != nil { // clients that write as they read need the status first
		return err
	}
	results := 0
	for r := range x.g.options.Connector.RunBatch(f.ctx, f.calls(in.Calls()), o) {
		f.ended(r)
		if out.broken() != nil {
			continue // what was sent is finished, though nobody reads of it
		}
		if x.writeResult(out, r) != nil {
			f.leave()
		}
		results++
	}
	return x.endBatch(out, in.Err(), f, results)
}

// writeResult writes the line of a result.
func (x *exchange) writeResult(out *stream, r connector.BatchResult) error {
	r = bounded(r)
	line := batch.LineOf(r)
	if r.Err != nil {
		of := *x
		of.call = r.Call
		var own lineError
		if errors.As(r.Err, &own) {
			r.Err, line.Line = own.error, 0
		}
		o := of.object(r.Err)
		line.Error = &o
	}
	return writeLines(out, line)
}

// batchEnd is what was done of a batch.
type batchEnd struct {
	Results int  `json:"results"`
	Stopped bool `json:"stopped,omitempty"` // an error stopped it before its end
}

// endBatch writes the last line.
func (x *exchange) endBatch(out *stream, unread error, f *flights, results int) error {
	switch {
	case out.broken() != nil:
		return out.broken()
	case f.drained():
		return writeLines(out, errorLine{x.object(errDraining)})
	case errors.Is(context.Cause(f.asked), errTokenEnded):
		return writeLines(out, errorLine{x.object(errTokenEnded)})
	case unread != nil:
		return writeLines(out, errorLine{x.object(badInput(unread))})
	}
	return writeLines(out, endLine{batchEnd{results, f.stoppedEarly()}})
}

// badInput is why calls could not be read to their end.
func badInput(err error) error {
	var p *problem
	if errors.As(err, &p) {
		return p
	}
	return badBody("it ended before its end: %s", harmless(err.Error()))
}
