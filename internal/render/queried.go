package render

import (
	"context"
)

// queriedWriter writes what a query makes of the values.
type queriedWriter struct {
	Writer
	ctx   context.Context //nolint:containedctx // of the one command that writes
	o     *Options
	given int
	made  int // values other than null
	names []string
}

// queried puts the query, if there is one, in front of a writer.
func queried(ctx context.Context, w Writer, o *Options) Writer {
	if o.Query == nil {
		return w
	}
	return &queriedWriter{Writer: w, ctx: ctx, o: o}
}

func (q *queriedWriter) Item(v any) error {
	if q.given++; q.given == 1 {
		q.names = fields(v)
	}
	for made, err := range q.o.Query.Run(q.ctx, v) {
		if err != nil {
			return err
		}
		if made != nil {
			q.made++
		}
		if err := q.Writer.Item(made); err != nil {
			return err
		}
	}
	return nil
}

func (q *queriedWriter) End() error {
	err := q.Writer.End()
	if q.given > 0 && q.made == 0 {
		hint := ""
		if len(q.names) > 0 {
			hint = "; a value has: " + few(q.names)
		}
		q.o.note("the jq expression %q matches nothing%s", q.o.Query.text, hint)
	}
	return err
}
