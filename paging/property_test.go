package paging_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/internal/pagefake"
	"github.com/actionctl/connector/paging"
	"github.com/actionctl/connector/registry"
)

// TestEveryPagingAction walks every list that pages, over every number of items that
// matters, leaves it at every item and goes on from there in another walk: what came
// before and what comes then is everything, once.
func TestEveryPagingAction(t *testing.T) {
	all := pagers(t)
	require.Len(t, all, 107)
	for _, a := range all {
		t.Run(a.Name, func(t *testing.T) {
			for _, n := range []int{0, 1, 3, 7} {
				for i, variant := range variants(a) {
					s := serve(t, a, n)
					variant(s)
					everything, _, more := read(t, s, nil, paging.Options{}, -1)
					require.False(t, more)
					want := expected(s)
					require.Equal(t, want, texts(a, everything), "%d items, variant %d", n, i)
					for k := 1; k <= len(everything)+n; k++ {
						cut(t, s, k, want)
					}
				}
			}
		})
	}
}

// cut leaves a walk behind k items, or behind k pages of an object, and goes on.
func cut(t *testing.T, s *pagefake.Service, k int, want []string) {
	t.Helper()
	before, at, more := read(t, s, nil, paging.Options{}, k)
	got := texts(s.List, before)
	if more {
		text, err := json.Marshal(at)
		require.NoError(t, err)
		dec := json.NewDecoder(bytes.NewReader(text))
		dec.UseNumber()
		var there paging.Position
		require.NoError(t, dec.Decode(&there))
		after, _, more := read(t, s, nil, paging.Options{From: there}, -1)
		require.False(t, more)
		got = append(got, texts(s.List, after)...)
	}
	if len(s.List.Paginate.Merge) > 0 { // one object each: the arrays of both
		slices.Sort(got) // as expected has them
	}
	require.Equal(t, want, got, "left behind %d", k)
}

// variants are the ways in which a service can serve the same list.
func variants(a *registry.Action) []func(*pagefake.Service) {
	p := a.Paginate
	all := []func(*pagefake.Service){
		func(*pagefake.Service) {},
		func(s *pagefake.Service) { s.Size = 1; s.Empty = true },
		func(s *pagefake.Service) { s.Size = 1000 },
	}
	if p.NextRequest != "" {
		all = append(all, func(s *pagefake.Service) { s.Next, s.Empty = true, true })
	}
	if p.ItemsElse != "" || len(p.MergeInstead) > 0 {
		all = append(all, func(s *pagefake.Service) { s.Instead, s.Size = true, 2 })
	}
	return all
}

// expected are the texts of all that the service has.
func expected(s *pagefake.Service) []string {
	p := s.List.Paginate
	want := []string{}
	switch {
	case p.Style == registry.PageOffset:
		for _, b := range []byte(s.Bytes) {
			want = append(want, string(b))
		}
	case len(p.Merge) > 0:
		paths := slices.Clone(p.Merge)
		for path, other := range p.MergeInstead {
			if s.Instead && len(s.Items) > 0 {
				want = append(want, other+` "the only one"`)
				paths = append(slices.DeleteFunc(paths, func(p string) bool { return p == other }), path)
			} else if s.Instead {
				want = append(want, other+` "the only one"`)
				paths = slices.DeleteFunc(paths, func(p string) bool { return p == other })
			}
		}
		for _, path := range paths {
			for _, item := range s.Items {
				want = append(want, path+" "+text(item))
			}
		}
		slices.Sort(want)
	default:
		for _, item := range s.Items {
			want = append(want, text(item))
		}
	}
	return want
}

// texts are what was read, in the form of expected.
func texts(a *registry.Action, items []any) []string {
	got := []string{}
	p := a.Paginate
	for _, item := range items {
		switch {
		case p.Style == registry.PageOffset:
			data, _ := base64.StdEncoding.DecodeString(item.(string))
			for _, b := range data {
				got = append(got, string(b))
			}
		case len(p.Merge) > 0:
			for name, v := range item.(object) {
				collect(&got, name, v)
			}
			slices.Sort(got)
		default:
			got = append(got, text(item))
		}
	}
	return got
}

// collect takes the elements of all arrays in v.
func collect(got *[]string, path string, v any) {
	switch v := v.(type) {
	case object:
		for name, member := range v {
			collect(got, path+"."+name, member)
		}
	case []any:
		for _, element := range v {
			*got = append(*got, path+" "+text(element))
		}
	}
}

func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(err)
	}
	return string(b)
}

// A resumed object has what was not read, and nothing that stands on every page.
func TestTheRestOfAnObject(t *testing.T) {
	a, err := builtin().Action("get_api_2_2_jobs_runs_get")
	require.NoError(t, err)
	s := serve(t, a, 4)
	s.Instead, s.Size = true, 2
	first, at, more := read(t, s, nil, paging.Options{}, 1)
	require.True(t, more)
	rest, _, _ := read(t, s, nil, paging.Options{From: at}, -1)
	assert.Equal(t, []any{"the only one"}, first[0].(object)["tasks"])
	assert.Equal(t, s.Items[:2], first[0].(object)["iterations"])
	assert.NotEmpty(t, first[0].(object)["next_page_token"], "more follows")
	assert.NotContains(t, rest[0], "tasks")
	assert.Equal(t, s.Items[2:], rest[0].(object)["iterations"])
	assert.Equal(t, false, rest[0].(object)["has_more"])
}
