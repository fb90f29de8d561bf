package gateway

import (
	"bytes"
	"encoding/json"
	"net/http"

	connector "github.com/actionctl/connector"
)

// The lines of a stream of items or results.
type (
	itemLine struct {
		Item any `json:"item"`
	}
	checkpointLine struct {
		Checkpoint itemsEnd `json:"checkpoint"`
	}
	endLine struct {
		End any `json:"end"`
	}
	errorLine struct {
		Error connector.ErrorObject `json:"error"`
	}
)

// itemsEnd is what was read of a list so far, and how to go on.
type itemsEnd struct {
	Items int    `json:"items"`
	Token string `json:"resume_token,omitempty"`
}

// itemLines writes a page of lines at a time. The last line says that the list was read,
// or how to go on; a client that does not find it was cut off.
func (x *exchange) itemLines(r reading) error {
	out := x.stream(linesContent)
	items := 0
	for page, err := range r.pages() {
		if err != nil && !out.hasBegun() {
			return err
		}
		if err != nil {
			return writeLines(out, errorLine{x.object(err)})
		}
		lines := make([]any, len(page), len(page)+1)
		for i, item := range page {
			lines[i] = itemLine{item}
		}
		items += len(page)
		if token := r.list.ResumeToken(); r.marked && token != "" {
			lines = append(lines, checkpointLine{itemsEnd{items, token}})
		}
		if err := writeLines(out, lines...); err != nil {
			return err
		}
	}
	return writeLines(out, endLine{itemsEnd{items, r.list.ResumeToken()}})
}

// writeLines writes values as lines, in one piece.
func writeLines(out *stream, values ...any) error {
	if len(values) == 0 {
		return nil
	}
	var piece bytes.Buffer
	enc := json.NewEncoder(&piece)
	enc.SetEscapeHTML(false)
	for _, v := range values {
		if err := enc.Encode(v); err != nil {
			return err
		}
	}
	_, err := out.Write(piece.Bytes())
	return err
}

type itemsAnswer struct {
	Items []any  `json:"items"`
	Token string `json:"resume_token,omitempty"`
}

// itemsAtOnce answers with one JSON value. What was read before an error is not in the
// answer, so that its resume token is where the request began.
func (x *exchange) itemsAtOnce(r reading, from string) error {
	all := itemsAnswer{Items: []any{}}
	for page, err := range r.pages() {
		if err != nil {
			o := x.object(err)
			if o.Code == "CANCELLED" { // the client left
				return err
			}
			o.ResumeToken = from
			return &problem{Status: statusOf(err, o), Code: o.Code, Detail: o.Message, RetryAfter: o.RetryAfter, err: &o}
		}
		all.Items = append(all.Items, page...)
	}
	all.Token = r.list.ResumeToken()
	return x.answer(http.StatusOK, all)
}
