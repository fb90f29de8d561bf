package gateway

import (
	"net/http"
	"slices"
	"strings"

	"github.com/actionctl/connector/registry"
)

// longestSearch is how much one may search for, in bytes.
const longestSearch = 200

// The actions on a page.
const (
	usualPage = 50
	mostPage  = 200
)

type actionsAnswer struct {
	Actions       []registry.Listed `json:"actions"`
	Total         int               `json:"total"` // on all pages
	NextPageToken string            `json:"next_page_token,omitempty"`
}

func (x *exchange) actions() error {
	q, err := x.query()
	if err != nil {
		return err
	}
	size, err := numberIn(q, "page_size", mostPage, usualPage)
	if err != nil {
		return err
	}
	words, service, safety := q.Get("q"), q.Get("service"), q.Get("safety")
	if len(words) > longestSearch {
		return badQuery("q has more than %d bytes", longestSearch)
	}
	if q.Has("safety") && !slices.Contains(registry.Safeties(), registry.Safety(safety)) {
		return badQuery("safety %q is not one of read, write, cost, privileged, destructive", harmless(safety))
	}
	of := digestOf(words, service, safety)
	first, err := startOf(q.Get("page_token"), of)
	if err != nil {
		return err
	}
	found := slices.DeleteFunc(x.entries(words), func(e registry.Entry) bool {
		return service != "" && e.Service != service || safety != "" && string(e.Safety) != safety
	})
	page := actionsAnswer{Actions: []registry.Listed{}, Total: len(found)}
	end := min(first+size, len(found))
	for _, e := range found[min(first, end):end] {
		page.Actions = append(page.Actions, e.Listed())
	}
	if end < len(found) {
		page.NextPageToken = tokenOf(end, of)
	}
	return x.answer(http.StatusOK, page)
}

// entries are the actions that the caller sees: those that the words find, best first,
// or all by name.
func (x *exchange) entries(words string) []registry.Entry {
	reg := x.g.options.Connector.Registry()
	var found []registry.Entry
	if strings.TrimSpace(words) == "" {
		found = slices.Collect(reg.All())
	}
	for _, m := range reg.Search(words, 0) {
		found = append(found, m.Entry)
	}
	return slices.DeleteFunc(found, func(e registry.Entry) bool { return !x.seesAction(e.Name) })
}
