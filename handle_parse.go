package connector

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/actionctl/connector/waiting"
)

// maxHandle is how long the text of a handle may be.
const maxHandle = 1 << 20

// ParseHandle reads a handle from its JSON or from what its String gave. An error is
// ErrHandle and names all that is wrong.
func ParseHandle(text []byte) (Handle, error) {
	text = bytes.TrimSpace(text)
	if len(text) > maxHandle {
		return Handle{}, fmt.Errorf("%w: it is longer than %d bytes", ErrHandle, maxHandle)
	}
	if !bytes.HasPrefix(text, []byte("{")) {
		plain, err := base64.RawURLEncoding.Strict().DecodeString(strings.TrimRight(string(text), "="))
		if err != nil || !bytes.HasPrefix(plain, []byte("{")) {
			return Handle{}, fmt.Errorf("%w: it is neither a JSON object nor the one word that stands for it; it may be cut off", ErrHandle)
		}
		text = plain
	}
	var h Handle
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	dec.DisallowUnknownFields()
	err := dec.Decode(&h)
	if _, more := dec.Token(); err == nil && !errors.Is(more, io.EOF) {
		err = errors.New("there is more behind it")
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("it ends too early; it may be cut off")
	}
	if err != nil {
		return Handle{}, fmt.Errorf("%w: %w", ErrHandle, err)
	}
	return h, h.check()
}

// check reports all that is missing.
func (h Handle) check() error {
	var problems []error
	if h.Version != handleVersion {
		problems = append(problems, fmt.Errorf("version %d is not %d, the one that is known here", h.Version, handleVersion))
	}
	for _, field := range []struct{ name, value string }{{"action", h.Action}, {"connection", h.Connection}, {"host", h.Host}} {
		if field.value == "" {
			problems = append(problems, fmt.Errorf("%s is missing", field.name))
		}
	}
	if h.Poll == nil {
		problems = append(problems, errors.New("poll is missing"))
	}
	if h.Started.IsZero() {
		problems = append(problems, errors.New("started is missing"))
	}
	if len(problems) == 0 {
		return nil
	}
	return fmt.Errorf("%w: %w", ErrHandle, joinInLine(problems))
}

// joinInLine is errors.Join on one line.
func joinInLine(problems []error) error {
	texts := make([]string, len(problems))
	for i, p := range problems {
		texts[i] = p.Error()
	}
	return errors.New(strings.Join(texts, "; "))
}

// workOf is the work that a handle names.
func (c *Connector) workOf(ctx context.Context, h Handle, o WaitOptions) (*work, error) {
	if err := h.check(); err != nil {
		return nil, err
	}
	w, err := c.newWork(Call{Connection: h.Connection, Action: h.Action}, o)
	if errors.Is(err, ErrNoWait) {
		return nil, fmt.Errorf("%w: %w", ErrHandle, err)
	}
	if err != nil {
		return nil, err
	}
	conn, err := c.store.Find(h.Connection)
	if err != nil {
		return nil, err
	}
	if err := c.permitHandle(w, conn, o); err != nil {
		return nil, err
	}
	if conn.Host != h.Host {
		return nil, fmt.Errorf("%w: its work runs on %s, and connection %s is %s", ErrHandle, h.Host, h.Connection, conn.Host)
	}
	w.judge = waiting.NewJudge(w.action.Wait, h.Success, h.Among)
	w.polling.Params = h.Poll
	w.known.Handle = h
	now := c.clock.Now()
	if o.FromStart && h.Started.Before(now) { // another machine's clock may be ahead
		w.began = h.Started
	}
	w.settled = h.Started.Add(settleTime)
	if latest := now.Add(settleTime); w.settled.After(latest) { // another machine's clock
		w.settled = latest
	}
	if _, err := c.Plan(ctx, w.polling); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrHandle, err)
	}
	return w, nil
}
