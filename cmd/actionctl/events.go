package main

import (
	"bytes"
	"encoding/json"
	"io"

	connector "github.com/actionctl/connector"
)

// writeEvents writes the data of each event as it comes: as JSON on a line of its
// own, or as a YAML document. Data that is not JSON is written as a JSON string, so
// that every line can be read the same way.
func writeEvents(w io.Writer, res *connector.Result, format string) error {
	for event, err := range res.Events() {
		if err != nil {
			return err
		}
		if len(bytes.TrimSpace(event.Raw)) == 0 {
			continue // a sign of life
		}
		if err := writeEvent(w, event.Raw, format); err != nil {
			return err
		}
	}
	return nil
}

// writeEvent writes in one piece: whoever reads the other end gets whole events.
func writeEvent(w io.Writer, data []byte, format string) error {
	var line bytes.Buffer
	if !json.Valid(data) {
		text, err := json.Marshal(string(data))
		if err != nil {
			return err
		}
		data = text
	}
	if format == "yaml" {
		line.WriteString("---\n")
		if err := writeYAML(&line, data); err != nil {
			return err
		}
	} else {
		if err := json.Compact(&line, data); err != nil {
			return err
		}
		line.WriteByte('\n')
	}
	_, err := w.Write(line.Bytes())
	return err
}
