package sandbox

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// examples serves lists without a world behind them: the seeds of an example, cut.
type examples struct{ *Sandbox }

func (s examples) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Request-Id", "example")
	c, no := s.decode(r)
	if no == nil {
		no = s.check(c)
	}
	var v any
	if no == nil {
		var err error
		if v, err = s.example(c); err != nil {
			no = broken(err)
		}
	}
	if no == nil {
		v, no = s.window(c, s.seeded(c, v))
	}
	if no != nil {
		no.write(w)
		return
	}
	writeJSON(w, http.StatusOK, v)
}

// examplesOf serves lists cut by rules.
func examplesOf(rules pageRules) examples {
	s := newBox()
	s.pages = rules
	return examples{s}
}

// get asks for one page. The answer must satisfy its schema.
func (s examples) get(t testing.TB, action string, ps params) any {
	t.Helper()
	a, err := builtin.Action(action)
	require.NoError(t, err)
	return walker{t, s, s.checker}.get(a, ps)
}

// walker reads a list page by page, following the paginate block by hand: the code
// of the paging package is not to be trusted here.
type walker struct {
	t       testing.TB
	box     http.Handler
	checker *schema.Checker
}

// leaf is one page as it came.
type leaf struct {
	answer any
	items  []any
	more   bool // the answer leads on
}

const maxLeaves = 200

// walk reads all pages of a call.
func (k walker) walk(a *registry.Action, ps params) []leaf {
	k.t.Helper()
	var leaves []leaf
	for range maxLeaves {
		answer := k.get(a, ps)
		next, nextParams := k.next(a, ps, answer)
		leaves = append(leaves, leaf{answer, itemsOf(a.Paginate, answer), next != nil})
		if next == nil {
			return leaves
		}
		a, ps = next, nextParams
	}
	require.Fail(k.t, "the list does not end", a.Name)
	return nil
}

// get calls the action; the answer must satisfy its schema.
func (k walker) get(a *registry.Action, ps params) any {
	k.t.Helper()
	w := serve(k.box, encode(k.t, a.Name, ps))
	require.Equal(k.t, http.StatusOK, w.Code, w.Body)
	v, err := schema.Decode(w.Body.Bytes())
	require.NoError(k.t, err)
	problems, err := k.checker.Check(a.Name, func() schema.Document { return schema.Document(a.Response.Schema) }, v, schema.Strict)
	require.NoError(k.t, err)
	require.Empty(k.t, problems, a.Name)
	return v
}

// next is the call for the page behind an answer; nil behind the last.
func (k walker) next(a *registry.Action, ps params, answer any) (*registry.Action, params) {
	k.t.Helper()
	p := a.Paginate
	switch p.Style {
	case registry.PageIndex:
		n := len(itemsOf(p, answer))
		return whether(a, n > 0), given(ps, p.Send, integer(k.t, ps, p.Send, *p.First)+n)
	case registry.PageNumber:
		return whether(a, len(itemsOf(p, answer)) > 0), given(ps, p.Send, integer(k.t, ps, p.Send, *p.First)+1)
	case registry.PageOffset:
		n := integer(k.t, answer, p.Read, 0)
		return whether(a, n > 0), given(ps, p.Send, integer(k.t, ps, p.Send, 0)+n)
	}
	if p.StopOnEmpty && len(itemsOf(p, answer)) == 0 {
		return nil, nil
	}
	token, ok := find(answer, p.Read)
	if !ok && p.ReadElse != "" {
		token, ok = find(answer, p.ReadElse)
	}
	if !ok || token == "" {
		if body, ok := find(answer, p.NextRequest); ok && p.NextRequest != "" {
			return a, given(ps, "data", body)
		}
		return nil, nil
	}
	if p.Follow == nil {
		return a, given(ps, p.Send, token)
	}
	target, err := builtin.Action(p.Follow.Action)
	require.NoError(k.t, err)
	next := params{}
	for name, from := range p.Follow.With {
		next[name] = at(k.t, params{"request": ps, "response": answer}, from)
	}
	return target, given(next, p.Send, token)
}

func whether(a *registry.Action, more bool) *registry.Action {
	if more {
		return a
	}
	return nil
}

// find is what stands at a place of an answer, if anything but null does.
func find(answer any, path string) (any, bool) {
	v, ok := valueAt(answer, strings.Split(path, "."))
	return v, ok && v != nil
}

func itemsOf(p *registry.Paginate, answer any) []any {
	v, ok := find(answer, p.Items)
	if !ok && p.ItemsElse != "" {
		v, _ = find(answer, p.ItemsElse)
	}
	items, _ := v.([]any)
	return items
}

// given is ps with one parameter set.
func given(ps params, path string, v any) params {
	out, _ := copyOf(ps).(params)
	name, below, nested := strings.Cut(path, ".")
	if !nested {
		out[name] = v
		return out
	}
	body, _ := out[name].(params)
	if body == nil {
		body = params{}
	}
	body[below] = v
	out[name] = body
	return out
}

func integer(t testing.TB, v any, path string, otherwise int) int {
	t.Helper()
	got, ok := find(v, path)
	if !ok {
		return otherwise
	}
	var text string
	switch got := got.(type) {
	case json.Number:
		text = string(got)
	case int:
		return got
	}
	n, err := strconv.Atoi(text)
	require.NoError(t, err, path)
	return n
}
