package paging_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/actions"
	"github.com/actionctl/connector/internal/pagefake"
	"github.com/actionctl/connector/paging"
	"github.com/actionctl/connector/registry"
)

type object = map[string]any

// builtin are the built-in actions, decoded once.
var builtin = sync.OnceValue(func() registry.Registry { return registry.New(actions.Files, actions.Index) })

// pagers are the actions whose pages really follow each other.
func pagers(t testing.TB) []*registry.Action {
	t.Helper()
	var all []*registry.Action
	reg := builtin()
	for _, name := range reg.Names() {
		a, err := reg.Action(name)
		require.NoError(t, err)
		if a.Paginate != nil && a.Paginate.Send != "" {
			all = append(all, a)
		}
	}
	return all
}

// serve is a service for the list of an action.
func serve(t testing.TB, a *registry.Action, n int) *pagefake.Service {
	t.Helper()
	s := &pagefake.Service{List: a}
	if f := a.Paginate.Follow; f != nil {
		next, err := builtin().Action(f.Action)
		require.NoError(t, err)
		s.Others = append(s.Others, next)
	}
	for i := range n {
		s.Items = append(s.Items, object{"id": fmt.Sprintf("item-%d", i)})
		s.Bytes += string(rune('a' + i%26))
	}
	return s
}

// read walks from one position to the end, or over so many items.
func read(t testing.TB, s *pagefake.Service, params object, o paging.Options, most int) (items []any, at paging.Position, more bool) {
	t.Helper()
	o.Find = builtin().Action
	walk, err := paging.New(s.List, params, o)
	require.NoError(t, err)
	var whole object
	for {
		next, err := walk.Next()
		require.NoError(t, err)
		if next == nil {
			break
		}
		action, err := builtin().Action(next.Action)
		if next.Action == s.List.Name {
			action, err = s.List, nil
		}
		require.NoError(t, err)
		answer, err := s.Answer(action, next.Params)
		require.NoError(t, err)
		page, err := walk.Read(answer)
		require.NoError(t, err)
		if page.Part != nil {
			whole = paging.Join(s.List.Paginate, whole, page.Part)
			if most--; most == 0 {
				at, more = page.Behind(1)
				return []any{whole}, at, more
			}
			continue
		}
		for i, item := range page.Items {
			if most == len(items) {
				at, more = page.Behind(i)
				return items, at, more
			}
			items = append(items, item)
		}
	}
	if whole != nil {
		items = []any{whole}
	}
	return items, walk.Position(), !walk.Ended()
}
