package sandbox

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// pagingActions calls f for every action that pages.
func pagingActions(t *testing.T, f func(t *testing.T, a *registry.Action)) {
	t.Helper()
	n := 0
	for e := range builtin.All() {
		a, err := builtin.Action(e.Name)
		require.NoError(t, err)
		if p := a.Paginate; p == nil || p.Send == "" {
			continue
		}
		n++
		t.Run(a.Name, func(t *testing.T) { f(t, a) })
	}
	require.Equal(t, 107, n)
}

// firstCall is a call of the first page; a limit of 0 is not given, or the one that
// the list wants to be sent.
func firstCall(s *Sandbox, a *registry.Action, limit int) params {
	ps := firstPage(a, s.types.Example(schema.Document(a.ParamsSchema()), "", false).(params))
	for _, p := range a.Params {
		if _, given := ps[p.Name]; given && p.In == registry.InQuery { // an empty object has no form in a query
			ps[p.Name] = s.types.Example(schema.Document(p.Schema), p.Name, true)
		}
	}
	switch p := a.Paginate; {
	case limit > 0 && p.Limit != "":
		return given(ps, p.Limit, limit)
	case p.SendLimit != nil:
		return given(ps, p.Limit, *p.SendLimit)
	}
	return ps
}

// Every paging action gives all its items, each once, however its pages are cut.
func TestEveryListPages(t *testing.T) {
	pagingActions(t, func(t *testing.T, a *registry.Action) {
		if a.Paginate.Style == registry.PageOffset {
			t.Skip("bytes; TestFilesAreReadInPieces")
		}
		s := newBox()
		k := walker{t, examples{s}, s.checker}
		for _, seeds := range []int{0, 1, 7} {
			s.pages = pageRules{seeds: seeds}
			all := k.walk(a, firstCall(s, a, 0))
			want := gathered(t, a, all)
			if len(a.Paginate.Merge) == 0 {
				require.Len(t, want, seeds)
			}
			distinct(t, want)
			for _, rules := range []pageRules{{size: 1}, {size: 3}, {size: 7}, {size: 2, empty: 2}, {size: 3, empty: 3}} {
				for _, limit := range []int{0, 2} {
					if limit > 0 && a.Paginate.Limit == "" {
						continue
					}
					rules.seeds = seeds
					s.pages = rules
					leaves := k.walk(a, firstCall(s, a, limit))
					say := fmt.Sprintf("%+v limit %d", rules, limit)
					assert.Equal(t, want, gathered(t, a, leaves), say)
					checkLeaves(t, a, leaves, rules, limit, say)
				}
			}
		}
	})
}

// gathered are the items of all pages in order; of an object that is split, the
// elements of its arrays.
func gathered(t *testing.T, a *registry.Action, leaves []leaf) []any {
	t.Helper()
	p, out := a.Paginate, []any{}
	if len(p.Merge) == 0 {
		for _, l := range leaves {
			out = append(out, l.items...)
		}
		return out
	}
	paths := p.Merge
	for by := range p.MergeInstead {
		paths = append(append([]string{}, paths...), by)
	}
	for _, path := range paths {
		for i, l := range leaves {
			v, _ := find(l.answer, path)
			items, _ := v.([]any)
			for by, other := range p.MergeInstead {
				if instead, _ := find(l.answer, by); other == path && i > 0 && instead != nil && len(instead.([]any)) > 0 {
					items = nil
				}
			}
			for _, item := range items {
				out = append(out, params{path: item})
			}
		}
	}
	return out
}

func distinct(t *testing.T, items []any) {
	t.Helper()
	seen := map[string]bool{}
	for _, item := range items {
		text, err := json.Marshal(item)
		require.NoError(t, err)
		assert.False(t, seen[string(text)], "twice: %s", text)
		seen[string(text)] = true
	}
}

// checkLeaves holds each page to its size and to what it says of the rest.
func checkLeaves(t *testing.T, a *registry.Action, leaves []leaf, rules pageRules, limit int, say string) {
	t.Helper()
	p := a.Paginate
	size := rules.size
	if limit > 0 && p.Limit != "" {
		size = limit
	}
	mayBeEmpty := rules.empty > 0 && p.Style == "" && !p.StopOnEmpty
	for i, l := range leaves {
		if p.More != "" {
			assert.Equal(t, l.more, at(t, l.answer, p.More), say)
		}
		text, err := json.Marshal(l.answer)
		require.NoError(t, err)
		assert.NotContains(t, string(text), "prev_page_token", say)
		switch {
		case len(p.Merge) > 0:
		case mayBeEmpty && (i+1)%rules.empty == 0 && l.more:
			assert.Empty(t, l.items, say)
		case l.more && (p.Style == "" || i < len(leaves)-2):
			assert.Len(t, l.items, size, say)
		default:
			assert.LessOrEqual(t, len(l.items), size, say)
		}
	}
	if mayBeEmpty && rules.seeds > size*(rules.empty-1) && len(p.Merge) == 0 {
		assert.Empty(t, leaves[rules.empty-1].items, "an empty page in the middle; "+say)
		assert.True(t, leaves[rules.empty-1].more, say)
	}
}
