//go:build integration && unix

package integration

import (
	"fmt"
	"testing"

	"github.com/actionctl/connector/internal/dotted"
)

// walk reads a list page by page as the descriptor says it is done, which shows
// that the server agrees with it: where the token is, what asks for the next page
// and for its size, where the items are.
func (r runner) walk(t *testing.T, s step, params map[string]any) {
	t.Helper()
	action, err := r.connector.Registry().Action(s.Action)
	if err != nil {
		t.Fatal(err)
	}
	facts := action.Paginate
	if facts == nil || facts.Send == "" || facts.Limit == "" {
		t.Fatalf("the descriptor says nothing of pages: %+v", facts)
	}
	params = with(params, facts.Limit, s.Pages.Limit)
	seen := map[string]bool{}
	for i, size := range s.Pages.Sizes {
		res, err := r.call(t, s, params)
		if err != nil {
			t.Fatal(err)
		}
		data, err := res.Data()
		if err != nil {
			t.Fatal(err)
		}
		list, _ := dotted.At(data, facts.Items)
		items, _ := list.([]any)
		if len(items) != size {
			t.Fatalf("page %d has %d items, wanted %d: %v", i+1, len(items), size, data)
		}
		for _, item := range items {
			key, _ := dotted.At(item, s.Pages.Key)
			if key == nil || seen[fmt.Sprint(key)] {
				t.Errorf("page %d: item %v has no %s or came before", i+1, item, s.Pages.Key)
			}
			seen[fmt.Sprint(key)] = true
		}
		token, _ := dotted.At(data, facts.Read)
		text, _ := token.(string)
		if last := i == len(s.Pages.Sizes)-1; last != (text == "") {
			t.Fatalf("page %d has the token %q", i+1, text)
		}
		params = with(params, facts.Send, text)
	}
}
