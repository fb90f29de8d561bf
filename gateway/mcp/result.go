package mcp

import (
	"fmt"
	"io"
	"unicode/utf8"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/brief"
	"github.com/actionctl/connector/internal/printable"
)

// result is what an action answered.
type result struct {
	Status int          `json:"status,omitempty"`
	State  string       `json:"state,omitempty"`  // of work that was waited on
	Result string       `json:"result,omitempty"` // how it ended beyond its state
	Data   any          `json:"data"`
	Parts  []brief.Part `json:"parts,omitempty"` // of an answer that was cut, by where they belong
	Cut    []cut        `json:"cut,omitempty"`
	More   string       `json:"more,omitempty"`
	Note   string       `json:"note,omitempty"`
}

// cut says what is not there.
type cut struct {
	At    string `json:"at,omitempty"` // below data
	Shown int    `json:"shown"`
	Of    int    `json:"of"`
}

// moreParts is what run_action answers to more.
type moreParts struct {
	Parts []brief.Part `json:"parts"`
	More  string       `json:"more,omitempty"`
	Note  string       `json:"note,omitempty"`
}

// around is what a result has beside its data.
const around = 160

// mostBytes of a stream are read for a model.
const mostBytes = 1 << 20

// dataOf is an answer of JSON kinds. Of bytes that are no text it says how many there are.
func dataOf(res *connector.Result) (any, error) {
	if res.Stream == nil {
		return res.Data()
	}
	defer func() { _ = res.Close() }()
	body, err := io.ReadAll(io.LimitReader(res.Stream, mostBytes+1))
	if err != nil {
		return nil, fmt.Errorf("the answer broke off: %w", err)
	}
	whole := len(body) <= mostBytes
	body = body[:min(len(body), mostBytes)]
	for n := 0; !whole && n < utf8.UTFMax && !utf8.Valid(body); n++ {
		body = body[:len(body)-1]
	}
	if !utf8.Valid(body) {
		return map[string]any{
			"content_type": res.Header.Get("Content-Type"), "size": res.Header.Get("Content-Length"),
			"note": "these are bytes and no text; they are not shown here",
		}, nil
	}
	if !whole {
		return map[string]any{"text": string(body), "note": fmt.Sprintf("only the first %d bytes were read", mostBytes)}, nil
	}
	return string(body), nil
}

// fit makes a result fit the budget. What is cut off is kept for more.
func (s *Server) fit(q *request, out result, call connector.Call, fields []string) result {
	if len(fields) > 0 {
		var missing []string
		out.Data, missing = brief.Fields(out.Data, fields)
		if len(missing) > 0 {
			out.Note = printable.Cut(fmt.Sprintf("data has nothing at %q", missing), longest)
		}
	}
	room := s.o.size() - around - len(out.Note)
	whole := out.Data
	for target := room; target > 0; {
		var rests []brief.Rest
		out.Data, rests = brief.Cut(whole, target)
		out.Cut = cutsOf(rests)
		if len(rests) == 0 {
			return out
		}
		over := brief.Size(out.Data) + brief.Size(out.Cut) - room
		if over <= 0 || target-over <= smallestBudget {
			if out.Note == "" && len(fields) == 0 {
				out.Note = "cut; fields would pick what is needed"
			}
			out.More = s.kept.keep(&remainder{owner: q.client.ID, rests: rests, call: call})
			return out
		}
		target -= over
	}
	return out
}

func cutsOf(rests []brief.Rest) []cut {
	var cuts []cut
	for _, r := range rests {
		cuts = append(cuts, cut{r.At, r.From, r.Of})
	}
	return cuts
}
