package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/render"
)

// writeEvents writes the data of each event as it comes: as JSON on a line of its
// own, as a YAML document, or as a row. Data that is not JSON is a JSON string, so
// that every line can be read the same way.
func writeEvents(ctx context.Context, w io.Writer, res *connector.Result, o render.Options) error {
	if o.Format == render.JSON {
		o.Format = render.JSONL
	}
	var piece bytes.Buffer // whoever reads the other end gets whole events
	out := render.NewStream(ctx, &piece, o)
	send := func() error {
		if piece.Len() == 0 {
			return nil
		}
		_, err := w.Write(piece.Bytes())
		piece.Reset()
		return err
	}
	for event, err := range res.Events() {
		if err != nil {
			return errors.Join(err, out.Broken(), send())
		}
		if len(bytes.TrimSpace(event.Raw)) == 0 {
			continue // a sign of life
		}
		if err := writeEvent(out, event.Raw); err != nil {
			return err
		}
		if err := errors.Join(out.Flush(), send()); err != nil {
			return err
		}
	}
	return errors.Join(out.End(), send())
}

func writeEvent(out *render.Stream, data []byte) error {
	if json.Valid(data) {
		return out.Text(data)
	}
	text, err := json.Marshal(string(data))
	if err != nil {
		return err
	}
	return out.Text(text)
}
