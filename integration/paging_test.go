//go:build integration && unix

package integration

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/dotted"
)

// walk reads a list in pages of the size that the step says: all of it, then from every
// place on as another process would. What comes is compared with the list in one page.
func (r runner) walk(t *testing.T, s step, params map[string]any) {
	t.Helper()
	call := connector.Call{
		Connection: connectionName, Action: s.Action, Params: params, Timeout: time.Minute,
		List: connector.ListOptions{PageSize: s.Pages.Limit},
	}
	total := 0
	for _, size := range s.Pages.Sizes {
		total += size
	}
	whole := call
	whole.List.PageSize = total + 1
	all, sizes := r.pages(t, whole)
	if !reflect.DeepEqual(sizes, []int{total}) {
		t.Fatalf("pages of %d items at most have %v items", total+1, sizes)
	}
	r.distinct(t, all, s.Pages.Key)

	got, sizes := r.pages(t, call)
	if !reflect.DeepEqual(sizes, s.Pages.Sizes) {
		t.Errorf("the pages have %v items, wanted %v", sizes, s.Pages.Sizes)
	}
	if !reflect.DeepEqual(got, all) {
		t.Errorf("page by page the list is %v, at once it is %v", got, all)
	}
	for k := range total + 1 {
		r.cut(t, call, all, k)
	}
	r.succeeded[s.Action] = true
}

// pages are the items of a listing, and how many each page had.
func (r runner) pages(t *testing.T, call connector.Call) (items []any, sizes []int) {
	t.Helper()
	for page, err := range r.connector.Pages(t.Context(), call) {
		if err != nil {
			t.Fatal(err)
		}
		items, sizes = append(items, page.Items...), append(sizes, len(page.Items))
	}
	return items, sizes
}

// cut leaves a listing behind k items and goes on in another connector.
func (r runner) cut(t *testing.T, call connector.Call, all []any, k int) {
	t.Helper()
	list := r.connector.List(call)
	var items []any
	if k > 0 {
		for item, err := range list.Items(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			if items = append(items, item); len(items) == k {
				break
			}
		}
	}
	rest, more := list.Rest()
	if last := k == len(all); more == last {
		t.Fatalf("behind %d of %d items: more is %v", k, len(all), more)
	}
	if more {
		for item, err := range open(t, r.server).Items(t.Context(), rest) {
			if err != nil {
				t.Fatalf("behind %d items: %v", k, err)
			}
			items = append(items, item)
		}
	}
	if !reflect.DeepEqual(items, all) {
		t.Errorf("left behind %d items and resumed, the list is %v, wanted %v", k, items, all)
	}
}

// distinct fails for items that cannot be told apart by what is at key.
func (r runner) distinct(t *testing.T, items []any, key string) {
	t.Helper()
	seen := map[string]bool{}
	for _, item := range items {
		id, _ := dotted.At(item, key)
		if id == nil || seen[fmt.Sprint(id)] {
			t.Errorf("item %v has no %s or came before", item, key)
		}
		seen[fmt.Sprint(id)] = true
	}
}
