package activities

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"iter"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

// events collects the events of an answer: a list where they are few, else an object
// with the data of each on a line of its own.
func (t *attempt) events(ctx context.Context, res *connector.Result) (json.RawMessage, *contract.Object, error) {
	lines := newEventLines(res)
	defer lines.stop()
	var held bytes.Buffer
	limit := int64(t.MaxPayload)
	if t.asked.Answer == contract.AnswerObject {
		limit = -1
	}
	_, err := io.CopyN(&held, lines, limit+1)
	if err != nil && err != io.EOF { //nolint:errorlint // readers return it as it is
		return nil, nil, err
	}
	if err != nil {
		if list := listOf(held.Bytes()); t.fits(list) {
			return list, nil, nil
		}
	}
	if t.Objects == nil {
		return nil, nil, t.tooLarge(held.Len())
	}
	o, err := t.put(ctx, io.MultiReader(&held, lines), typeLines)
	if err != nil {
		return nil, nil, err
	}
	o.Count = lines.count
	return nil, o, nil
}

// listOf makes a list of lines of JSON.
func listOf(lines []byte) json.RawMessage {
	lines = bytes.ReplaceAll(bytes.TrimSuffix(lines, []byte("\n")), []byte("\n"), []byte(","))
	return append(append([]byte("["), lines...), ']')
}

// eventLines reads the data of events as lines of JSON.
type eventLines struct {
	next  func() (connector.Event, error, bool) //nolint:revive // as iter.Pull2 has it
	stop  func()
	line  []byte
	count int
}

func (e *eventLines) Read(p []byte) (int, error) {
	for len(e.line) == 0 {
		event, err, more := e.next()
		if !more {
			return 0, io.EOF
		}
		if err != nil {
			return 0, err
		}
		if e.line, err = lineOf(event.Raw); err != nil {
			return 0, err
		}
		e.count++
	}
	n := copy(p, e.line)
	e.line = e.line[n:]
	return n, nil
}

// lineOf is the data of an event as a line of JSON. What is no JSON is a text.
func lineOf(raw []byte) ([]byte, error) {
	var line bytes.Buffer
	if json.Compact(&line, raw) != nil {
		text, err := json.Marshal(string(raw))
		return append(text, '\n'), err
	}
	line.WriteByte('\n')
	return line.Bytes(), nil
}

func newEventLines(res *connector.Result) *eventLines {
	next, stop := iter.Pull2(res.Events())
	return &eventLines{next: next, stop: stop}
}
