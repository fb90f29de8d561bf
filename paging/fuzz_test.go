package paging_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/actionctl/connector/paging"
	"github.com/actionctl/connector/registry"
)

// FuzzWalk lets any service answer any list: nothing panics, a service that repeats
// itself is left, and a position survives its JSON form.
func FuzzWalk(f *testing.F) {
	f.Add(`{"send":"t","read":"next","items":"items"}`, `{}`, `{"items":[1],"next":"a"}`, `{"items":[2],"next":"b"}`)
	f.Add(`{"style":"index","send":"s","first":1,"items":"$"}`, `{"s":"5"}`, `[1,2]`, `[]`)
	f.Add(`{"style":"offset","send":"s","read":"n","items":"d"}`, `{}`, `{"d":"YQ==","n":1}`, `{"d":"","n":0}`)
	f.Add(`{"send":"data.t","read":"n","items":"d","next_request":"b"}`, `{"data":{"x":1}}`, `{"b":{"y":2}}`, `{"n":"x"}`)
	f.Add(`{"send":"t","read":"n","merge":["a.b"],"merge_instead":{"c":"a.b"}}`, `{}`, `{"a":{"b":[1]},"c":[2],"n":"x"}`, `{"a":null}`)
	f.Add(`{"send":"t","read":"n","first":0,"items":"d","distinct":"id","follow":{"action":"x","with":{"i":"response.i","r":"request.r"}}}`, `{"r":1}`, `{"d":[{"id":1}],"i":0,"n":1}`, `{"d":[{"id":1}],"n":2}`)
	f.Fuzz(func(t *testing.T, block, given, one, two string) {
		var p registry.Paginate
		var params object
		var answers [2]any
		if decode(block, &p) != nil || decode(given, &params) != nil || decode(one, &answers[0]) != nil || decode(two, &answers[1]) != nil {
			return
		}
		a := &registry.Action{Name: "list", Paginate: &p}
		next := &registry.Action{Name: "x", Paginate: &registry.Paginate{Send: p.Send, Read: p.Read, Items: p.Items}}
		find := func(string) (*registry.Action, error) { return next, nil }
		walk, err := paging.New(a, params, paging.Options{Find: find})
		if err != nil {
			return
		}
		for n := 0; ; n++ {
			request, err := walk.Next()
			if err != nil || request == nil {
				break
			}
			page, err := walk.Read(answers[n%2])
			if err != nil {
				break
			}
			for i := range len(page.Items) + 1 {
				if at, more := page.Behind(i); more {
					goOn(t, a, params, at, find)
				}
			}
			if n > 20 && !counts(&p) {
				t.Fatalf("it goes round for ever: %s %s %s", block, one, two)
			}
			if n > 20 {
				break // two different pages in turn are none the less pages
			}
		}
	})
}

func counts(p *registry.Paginate) bool {
	return p.Style == registry.PageIndex || p.Style == registry.PageNumber || p.Style == registry.PageOffset
}

// goOn goes on from a position that went through JSON.
func goOn(t *testing.T, a *registry.Action, params object, at paging.Position, find paging.Find) {
	t.Helper()
	text, err := json.Marshal(at)
	if err != nil {
		t.Fatal(err)
	}
	var there paging.Position
	if err := decode(string(text), &there); err != nil {
		t.Fatal(err)
	}
	again, err := paging.New(a, params, paging.Options{Find: find, From: there})
	if err != nil {
		if counts(a.Paginate) {
			return // params say where to begin, in a form that is no number
		}
		t.Fatalf("position %s: %v", text, err)
	}
	back, err := json.Marshal(again.Position())
	if err != nil || !bytes.Equal(text, back) {
		t.Fatalf("position %s came back as %s: %v", text, back, err)
	}
}

func decode(text string, v any) error {
	dec := json.NewDecoder(bytes.NewReader([]byte(text)))
	dec.UseNumber()
	return dec.Decode(v)
}
