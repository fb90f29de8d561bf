package paging_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/paging"
	"github.com/actionctl/connector/registry"
)

// walked is what a walk asks for when it gets the answers, in order.
func walked(t *testing.T, p registry.Paginate, params object, answers ...string) (asked []string, items []any, err error) {
	t.Helper()
	a := &registry.Action{Name: "list", Paginate: &p}
	second := &registry.Action{Name: "second", Paginate: &registry.Paginate{Send: "token", Read: "next", Items: "items"}}
	walk, err := paging.New(a, params, paging.Options{Find: func(string) (*registry.Action, error) { return second, nil }})
	require.NoError(t, err)
	for _, text := range answers {
		next, err := walk.Next()
		if err != nil || next == nil {
			return asked, items, err
		}
		params, err := json.Marshal(next.Params)
		require.NoError(t, err)
		asked = append(asked, next.Action+" "+string(params))
		var answer any
		require.NoError(t, json.Unmarshal([]byte(text), &answer))
		page, err := walk.Read(answer)
		if err != nil {
			return asked, items, err
		}
		items = append(items, page.Items...)
	}
	next, err := walk.Next()
	if next != nil {
		asked = append(asked, "more")
	}
	return asked, items, err
}

func TestStyles(t *testing.T) {
	one, zero := 1, 0
	token := registry.Paginate{Send: "token", Read: "next", Items: "items"}
	inBody := registry.Paginate{Send: "data.key", Read: "last", Items: "items", StopOnEmpty: true}
	index := registry.Paginate{Style: registry.PageIndex, Send: "start", First: &one, Items: "items"}
	numbered := registry.Paginate{Style: registry.PageNumber, Send: "page", First: &zero, Items: "items"}
	offset := registry.Paginate{Style: registry.PageOffset, Send: "offset", Read: "n", Items: "items"}
	body := registry.Paginate{Send: "data.token", Read: "next", Items: "items", NextRequest: "body"}
	follow := registry.Paginate{Send: "token", Read: "next", Items: "items", Follow: &registry.Follow{
		Action: "second", With: map[string]string{"id": "response.id", "of": "request.of"},
	}}
	for _, c := range []struct {
		name    string
		p       registry.Paginate
		params  object
		answers []string
		asked   []string
		items   int
	}{
		{"token", token, object{"a": 1}, []string{`{"items":[1],"next":"x"}`, `{"items":[2]}`}, []string{`list {"a":1}`, `list {"a":1,"token":"x"}`}, 2},
		{"an empty token ends", token, nil, []string{`{"items":[1],"next":""}`}, []string{`list {}`}, 1},
		{"no token ends", token, nil, []string{`{"items":[1],"next":null}`}, []string{`list {}`}, 1},
		{"an empty page does not", token, nil, []string{`{"next":"x"}`, `{"items":[],"next":"y"}`, `{"items":null,"next":"z"}`, `{"items":[1]}`},
			[]string{`list {}`, `list {"token":"x"}`, `list {"token":"y"}`, `list {"token":"z"}`}, 1},
		{"an answer without anything", token, nil, []string{`null`}, []string{`list {}`}, 0},
		{"begin in the middle", token, object{"token": "m"}, []string{`{"items":[1],"next":"x"}`, `{}`}, []string{`list {"token":"m"}`, `list {"token":"x"}`}, 1},
		{"begin before the first", index, object{"start": json.Number("-5")}, []string{`{"items":[1,2]}`, `{"items":[3]}`, `{}`},
			[]string{`list {"start":-5}`, `list {"start":3}`, `list {"start":4}`}, 3},
		{"0 is a token", token, nil, []string{`{"items":[1],"next":0}`, `{"items":[1],"next":1}`, `{}`}, []string{`list {}`, `list {"token":0}`, `list {"token":1}`}, 2},
		{"more does not decide", registry.Paginate{Send: "token", Read: "next", More: "more", Items: "items"}, nil,
			[]string{`{"items":[1],"next":"x","more":false}`, `{"items":[2],"more":true}`}, []string{`list {}`, `list {"token":"x"}`}, 2},
		{"the other place of the token", registry.Paginate{Send: "token", Read: "next", ReadElse: "links.-1.next", Items: "items", ItemsElse: "links"}, nil,
			[]string{`{"links":[{"next":1},{"next":2}]}`, `{"items":[],"links":[{"a":1}]}`}, []string{`list {}`, `list {"token":2}`}, 3},
		{"any JSON in a body", inBody, object{"data": object{"q": "v"}}, []string{`{"items":[1],"last":{"k":[1]}}`, `{"items":[]}`},
			[]string{`list {"data":{"q":"v"}}`, `list {"data":{"key":{"k":[1]},"q":"v"}}`}, 1},
		{"stop on an empty page", inBody, nil, []string{`{"items":[1],"last":"a"}`, `{"items":[],"last":"b"}`}, []string{`list {}`, `list {"data":{"key":"a"}}`}, 1},
		{"the whole answer", registry.Paginate{Items: "$"}, nil, []string{`[1,2,3]`}, []string{`list {}`}, 3},
		{"one page", registry.Paginate{Items: "a.b"}, nil, []string{`{"a":{"b":[1]}}`}, []string{`list {}`}, 1},
		{"index", index, nil, []string{`{"items":[1,2]}`, `{"items":[3]}`, `{}`}, []string{`list {}`, `list {"start":3}`, `list {"start":4}`}, 3},
		{"index from a text", index, object{"start": "11"}, []string{`{"items":[1,2]}`, `{}`}, []string{`list {"start":"11"}`, `list {"start":13}`}, 2},
		{"page", numbered, nil, []string{`{"items":[1,2]}`, `{"items":[3]}`, `{}`}, []string{`list {}`, `list {"page":1}`, `list {"page":2}`}, 3},
		{"offset", offset, object{"offset": 10}, []string{`{"items":"YQ==","n":1}`, `{"items":"YQ==","n":"1"}`, `{"items":"","n":0}`},
			[]string{`list {"offset":10}`, `list {"offset":11}`, `list {"offset":12}`}, 2},
		{"offset of a list", offset, nil, []string{`{"items":[1,2],"n":5}`, `{}`}, []string{`list {}`, `list {"offset":5}`}, 2},
		{"next request", body, object{"data": object{"c": "x"}, "h": 1}, []string{`{"items":[1],"body":{"c":"x","o":1}}`, `{"items":[2],"next":"t","body":{"o":9}}`, `{"items":[],"body":{}}`},
			[]string{`list {"data":{"c":"x"},"h":1}`, `list {"data":{"c":"x","o":1},"h":1}`, `list {"data":{"c":"x","o":1,"token":"t"},"h":1}`}, 2},
		{"follow", follow, object{"of": "r", "other": 1}, []string{`{"items":[1],"next":"x","id":7}`, `{"items":[2],"next":"y"}`, `{"items":[3]}`},
			[]string{`list {"of":"r","other":1}`, `second {"id":7,"of":"r","token":"x"}`, `second {"id":7,"of":"r","token":"y"}`}, 3},
		{"nothing to follow", follow, nil, []string{`{"items":[1]}`}, []string{`list {}`}, 1},
		{"distinct", registry.Paginate{Send: "token", Read: "next", Items: "items", Distinct: "id"}, nil,
			[]string{`{"items":[{"id":1},{"id":"1"},{}],"next":"x"}`, `{"items":[{"id":1},{"id":2},{},{"id":2}]}`}, []string{`list {}`, `list {"token":"x"}`}, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked, items, err := walked(t, c.p, c.params, c.answers...)
			require.NoError(t, err)
			assert.Equal(t, c.asked, asked)
			assert.Len(t, items, c.items)
		})
	}
}

// What does not end is found out with the memory of two tokens.
func TestCirclesOfAnyLength(t *testing.T) {
	p := registry.Paginate{Send: "token", Read: "next", Items: "items"}
	for _, before := range []int{0, 1, 7, 100} {
		for _, length := range []int{1, 2, 3, 50, 333} {
			walk, err := paging.New(&registry.Action{Name: "list", Paginate: &p}, nil, paging.Options{})
			require.NoError(t, err)
			for n := 0; ; n++ {
				require.Less(t, n, 4*(before+length+1), "circle of %d behind %d", length, before)
				next, err := walk.Next()
				if err != nil {
					require.ErrorIs(t, err, paging.ErrRepeatedToken)
					require.GreaterOrEqual(t, n, before+length, "no sooner than it comes back")
					break
				}
				require.NotNil(t, next)
				token := n
				if n >= before {
					token = before + (n-before)%length
				}
				_, err = walk.Read(object{"next": fmt.Sprint("t", token)})
				require.NoError(t, err)
			}
		}
	}
}

func TestATokenThatComesBackAtOnce(t *testing.T) {
	p := registry.Paginate{Send: "token", Read: "next", Items: "items"}
	asked, items, err := walked(t, p, nil, `{"items":[1],"next":"w"}`, `{"items":[2],"next":"x"}`, `{"items":[3],"next":"x"}`, `{}`)
	require.ErrorIs(t, err, paging.ErrRepeatedToken)
	assert.Equal(t, []any{1.0, 2.0, 3.0}, items, "what came with it is handed out")
	assert.Len(t, asked, 3)
	_, _, err = walked(t, p, object{"token": "x"}, `{"items":[1],"next":"x"}`, `{}`)
	require.ErrorIs(t, err, paging.ErrRepeatedToken, "the caller's own counts too")
}

func TestAServiceThatIgnoresTheNumber(t *testing.T) {
	one := 1
	for _, style := range []registry.PageStyle{registry.PageIndex, registry.PageNumber, registry.PageOffset} {
		p := registry.Paginate{Style: style, Send: "at", First: &one, Items: "items", Read: "n"}
		_, items, err := walked(t, p, nil, `{"items":[1,2],"n":2}`, `{"items":[1,2],"n":2}`)
		require.ErrorIs(t, err, paging.ErrRepeatedPage, style)
		assert.Len(t, items, 2, "those of the second page are not handed out")
	}
	p := registry.Paginate{Style: registry.PageOffset, Send: "at", Items: "data", Read: "n"}
	_, items, err := walked(t, p, nil, `{"data":"AAAA","n":3}`, `{"data":"AAAA","n":3}`, `{"data":"","n":0}`)
	require.NoError(t, err, "equal bytes are bytes of a file")
	assert.Len(t, items, 2)
}
