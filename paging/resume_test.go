package paging_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/paging"
	"github.com/actionctl/connector/registry"
)

func walkFrom(t *testing.T, p registry.Paginate, at paging.Position) *paging.Walk {
	t.Helper()
	walk, err := paging.New(&registry.Action{Name: "list", Paginate: &p}, nil, paging.Options{From: at})
	require.NoError(t, err)
	return walk
}

// A page may have become shorter since its first items were handed out.
func TestThePageIsShorterNow(t *testing.T) {
	walk := walkFrom(t, registry.Paginate{Send: "token", Read: "next", Items: "items"}, paging.Position{Skip: 5})
	page, err := walk.Read(object{"items": []any{1, 2}, "next": "x"})
	require.NoError(t, err)
	assert.Empty(t, page.Items)
	at, more := page.Behind(0)
	assert.True(t, more)
	assert.Equal(t, paging.Position{Set: object{"token": "x"}}, at)
}

func TestPageNumbersEndOnAnEmptyPage(t *testing.T) {
	first := 0
	walk := walkFrom(t, registry.Paginate{Style: registry.PageNumber, Send: "page", First: &first, Items: "items"}, paging.Position{})
	_, err := walk.Read(object{"items": []any{1}})
	require.NoError(t, err)
	require.False(t, walk.Ended())
	_, err = walk.Read(object{"items": []any{}})
	require.NoError(t, err)
	assert.True(t, walk.Ended())
}

// Later pages repeat the arrays that others take the place of. Whoever goes on knows it
// from the position, unless the page that told was of no use.
func TestWhatTookThePlaceIsRemembered(t *testing.T) {
	p := registry.Paginate{Send: "token", Read: "next", Merge: []string{"tasks"}, MergeInstead: map[string]string{"iterations": "tasks"}}
	answer := func(next any) object {
		return object{"tasks": []any{"t"}, "iterations": []any{"i"}, "next": next}
	}
	page, err := walkFrom(t, p, paging.Position{}).Read(answer("x"))
	require.NoError(t, err)
	at, more := page.Behind(1)
	require.True(t, more)
	page, err = walkFrom(t, p, at).Read(object{"tasks": []any{"t"}})
	require.NoError(t, err)
	assert.Empty(t, page.Part, "the tasks are those of before")

	walk := walkFrom(t, p, paging.Position{})
	_, err = walk.Read(answer(true))
	require.Error(t, err)
	assert.False(t, walk.Position().Instead)
}

// A token that comes back at once is found at once.
func TestTheSameTokenAtOnce(t *testing.T) {
	asked, _, err := walked(t, registry.Paginate{Send: "token", Read: "next", Items: "items"}, nil,
		`{"next":"a"}`, `{"next":"b"}`, `{"next":"c"}`, `{"next":"d"}`, `{"next":"e"}`, `{"next":"e"}`)
	require.ErrorIs(t, err, paging.ErrRepeatedToken)
	assert.Len(t, asked, 6)
}
