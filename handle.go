package connector

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"time"

	"github.com/actionctl/connector/schema"
	"github.com/actionctl/connector/waiting"
)

// handleVersion is the form of handles that this package writes and reads.
const handleVersion = 1

// ErrHandle says that a handle is none, or is one of other work than this connector can
// wait on. Nothing was sent.
var ErrHandle = errors.New("the handle is of no use")

// Handle names work that was started, for waiting on it in another process. It is
// plain JSON and holds no secrets; ParseHandle reads it, and its String, again.
type Handle struct {
	Version    int            `json:"version"`
	Action     string         `json:"action"` // that started the work
	Connection string         `json:"connection"`
	Host       string         `json:"host"`
	Poll       map[string]any `json:"poll"`              // parameters of the action that tells the state
	Abort      map[string]any `json:"abort,omitempty"`   // parameters of the action that ends the work
	Success    []string       `json:"success,omitempty"` // states that the call made a success
	Among      []any          `json:"among,omitzero"`    // elements that the call named
	Started    time.Time      `json:"started"`
}

// String is the handle in one word that no shell changes, "" of the zero Handle.
func (h Handle) String() string {
	if h.Action == "" {
		return ""
	}
	text, err := json.Marshal(h)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// handleOf is the handle of work that call p started.
func (c *Connector) handleOf(p *prepared, poll, abort map[string]any, chosen []string) Handle {
	return Handle{
		Version: handleVersion, Action: p.action.Name, Connection: p.connection.Name, Host: p.connection.Host,
		Poll: poll, Abort: abort, Success: chosen, Started: c.clock.Now().UTC().Truncate(time.Second),
		Among: withoutRedacted(waiting.Among(p.action.Wait, any(c.redact(p.action, p.params)))),
	}
}

// withoutRedacted leaves out the fields of elements that are secrets: the other ones
// tell which element is meant.
func withoutRedacted(list []any) []any {
	if list == nil {
		return nil
	}
	out := make([]any, 0, len(list))
	for _, element := range list {
		if element != schema.Redacted {
			out = append(out, unredacted(element))
		}
	}
	return out
}

func unredacted(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, member := range v {
			if member != schema.Redacted {
				out[name] = unredacted(member)
			}
		}
		return out
	case []any:
		return withoutRedacted(v)
	}
	return v
}
