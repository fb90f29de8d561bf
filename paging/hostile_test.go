package paging_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/paging"
	"github.com/actionctl/connector/registry"
)

func TestAnswersOfAnotherForm(t *testing.T) {
	one := 1
	token := registry.Paginate{Send: "token", Read: "next", Items: "items", ItemsElse: "others"}
	index := registry.Paginate{Style: registry.PageIndex, Send: "start", First: &one, Items: "items"}
	offset := registry.Paginate{Style: registry.PageOffset, Send: "offset", Read: "n", Items: "items"}
	follow := registry.Paginate{Send: "token", Read: "next", Items: "items", Follow: &registry.Follow{Action: "second", With: map[string]string{"id": "response.id"}}}
	merge := registry.Paginate{Send: "token", Read: "next", Merge: []string{"a.b"}, MergeInstead: map[string]string{"c": "a.b"}}
	for _, c := range []struct {
		name   string
		p      registry.Paginate
		params object
		answer string
		want   string
	}{
		{"items are text", token, nil, `{"items":"a lot"}`, "items is text where the list of items was expected"},
		{"items are an object", token, nil, `{"items":{}}`, "items is an object where the list of items was expected"},
		{"the others are a number", token, nil, `{"others":1}`, "others is a number where the list of items was expected"},
		{"the answer is a list", token, nil, `[1]`, "$ is a list where an object with items was expected"},
		{"the answer is text", token, nil, `"hello"`, "$ is text where an object with items was expected"},
		{"the whole answer is an object", registry.Paginate{Items: "$"}, nil, `{}`, "$ is an object where the list of items was expected"},
		{"the token is an object", token, nil, `{"next":{}}`, "next is an object where a page token was expected"},
		{"the token is true", token, nil, `{"next":true}`, "next is a boolean where a page token was expected"},
		{"the number is at its end", index, object{"start": int64(1<<63 - 1)}, `{"items":[1]}`, "items leads behind the largest number there is"},
		{"offset without number", offset, nil, `{"items":"YQ=="}`, "n is missing, so it is not known where the next page begins"},
		{"offset backwards", offset, nil, `{"items":"YQ==","n":-1}`, "n is a number where a number from 0 on was expected"},
		{"offset in parts", offset, nil, `{"items":"YQ==","n":1.5}`, "n is a number where a number from 0 on was expected"},
		{"offset of nothing", offset, nil, `{"items":"","n":5}`, "n says that something was read, but items holds nothing"},
		{"the next request is a list", registry.Paginate{Send: "data.t", Read: "next", Items: "items", NextRequest: "body"}, nil, `{"body":[1]}`, "body is a list where the body of the next request was expected"},
		{"nothing to follow with", follow, nil, `{"next":"x"}`, "id is missing, and the next page cannot be asked for without it"},
		{"nothing to merge", merge, nil, `null`, "$ is null where an object was expected"},
		{"no list to merge", merge, nil, `{"a":{"b":{}}}`, "a.b is an object where a list was expected"},
		{"no list instead", merge, nil, `{"c":7}`, "c is a number where a list was expected"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, items, err := walked(t, c.p, c.params, c.answer)
			require.EqualError(t, err, c.want)
			var odd *paging.AnswerError
			require.ErrorAs(t, err, &odd)
			assert.Empty(t, items)
		})
	}
}

// An answer that could not be read leaves the walk where it was.
func TestTheSamePageAgain(t *testing.T) {
	p := registry.Paginate{Send: "token", Read: "next", Items: "items", Distinct: "id"}
	walk, err := paging.New(&registry.Action{Name: "list", Paginate: &p}, nil, paging.Options{})
	require.NoError(t, err)
	_, err = walk.Read(object{"items": []any{object{"id": "a"}}, "next": true})
	require.Error(t, err)
	before, err := walk.Next()
	require.NoError(t, err)
	assert.Empty(t, before.Params)
	page, err := walk.Read(object{"items": []any{object{"id": "a"}}, "next": "x"})
	require.NoError(t, err)
	assert.Len(t, page.Items, 1, "the page that failed counts for nothing")
}

func TestOptionsThatAreRefused(t *testing.T) {
	sized := registry.Paginate{Send: "token", Read: "next", Items: "items", Limit: "data.max", MaxLimit: 100}
	plain := registry.Paginate{Send: "token", Read: "next", Items: "items"}
	one := 1
	index := registry.Paginate{Style: registry.PageIndex, Send: "start", First: &one, Items: "items"}
	for _, c := range []struct {
		p      *registry.Paginate
		params object
		o      paging.Options
		want   string
	}{
		{nil, nil, paging.Options{}, "list is no list"},
		{&sized, nil, paging.Options{PageSize: -3}, "page size -3 is negative; leave it out for that of the service"},
		{&sized, nil, paging.Options{PageSize: 101}, "page size 101: data.max takes 100 at most"},
		{&sized, object{"data": object{"max": 5}}, paging.Options{PageSize: 7}, "page size 7: the parameter data.max sets it already; give one of the two"},
		{&plain, nil, paging.Options{PageSize: 7}, "page size 7: list has no parameter for the size of pages; leave it out"},
		{&index, object{"start": "soon"}, paging.Options{}, "parameter start is text where a whole number was expected"},
		{&plain, nil, paging.Options{From: paging.Position{Follow: true}}, "list does not follow on in another action"},
		{&plain, nil, paging.Options{From: paging.Position{Skip: -1}}, "-1 items cannot be left out"},
	} {
		_, err := paging.New(&registry.Action{Name: "list", Paginate: c.p}, c.params, c.o)
		require.EqualError(t, err, c.want)
	}
}

func TestPageSize(t *testing.T) {
	zero := 0
	p := registry.Paginate{Send: "token", Read: "next", Items: "items", Limit: "max", SendLimit: &zero}
	for _, c := range []struct {
		params object
		size   int
		want   object
	}{
		{nil, 0, object{"max": 0}},
		{object{"max": 5}, 0, object{"max": 5}},
		{object{"max": nil}, 9, object{"max": 9}},
		{nil, 9, object{"max": 9}},
	} {
		walk, err := paging.New(&registry.Action{Name: "list", Paginate: &p}, c.params, paging.Options{PageSize: c.size})
		require.NoError(t, err)
		for _, token := range []string{"x", ""} {
			next, err := walk.Next()
			require.NoError(t, err)
			assert.Equal(t, c.want, next.Params)
			_, err = walk.Read(object{"next": token})
			require.NoError(t, err)
			c.want["token"] = "x"
		}
	}
}
