package gateway

import (
	"net/http"
	"regexp"
	"regexp/syntax"
	"slices"
	"strconv"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// The pages of Abstra's lists.
const (
	usualAbstraPage = 100
	mostAbstraPage  = 1000
	lastAbstraPage  = 1_000_000
)

type abstraListed struct {
	Name        string `json:"name"`
	Description string `json:"description"`
}

type abstraList struct {
	Connection string         `json:"connection_name"`
	Actions    []abstraListed `json:"actions"`
	Total      int            `json:"total"`
	Page       int            `json:"page"`
	PageSize   int            `json:"pageSize"`
}

func (x *exchange) abstraActions() error {
	q, err := x.query()
	if err != nil {
		return err
	}
	list := abstraList{Actions: []abstraListed{}}
	if list.PageSize, err = numberIn(q, "pageSize", mostAbstraPage, usualAbstraPage); err != nil {
		return err
	}
	if text := q.Get("page"); text != "" {
		if list.Page, err = strconv.Atoi(text); err != nil || list.Page < 0 || list.Page > lastAbstraPage {
			return badQuery("page %q is not a number from 0 to %d", harmless(text), lastAbstraPage)
		}
	}
	search := q.Get("search")
	if len(search) > longestSearch {
		return badQuery("search has more than %d bytes", longestSearch)
	}
	if list.Connection, err = x.abstraName(); err != nil {
		return err
	}
	found := x.abstraSearch(list.Connection, search)
	list.Total = len(found)
	first := min(list.Page*list.PageSize, len(found))
	for _, e := range found[first:min(first+list.PageSize, len(found))] {
		list.Actions = append(list.Actions, abstraListed{e.Name, e.Summary})
	}
	return x.answer(http.StatusOK, list)
}

// abstraName is the connection of the path.
func (x *exchange) abstraName() (string, error) {
	name := x.r.PathValue("name")
	x.call = connector.Call{Connection: harmless(name)}
	return x.connectionOf(name)
}

// abstraSearch finds actions that may be run on a connection: by a regular expression,
// or else by words, the best first.
func (x *exchange) abstraSearch(connection, search string) []registry.Entry {
	gates := x.gates()
	refused := func(e registry.Entry) bool {
		return slices.ContainsFunc(gates, func(g connector.Gate) bool {
			return g.Permit(connection, e.Name, string(e.Safety)) != nil
		})
	}
	all := slices.DeleteFunc(x.entries(""), refused)
	if search == "" {
		return all
	}
	if pattern := patternOf(search); pattern != nil {
		fits := func(e registry.Entry) bool { return pattern.MatchString(e.Name) || pattern.MatchString(e.Summary) }
		if slices.ContainsFunc(all, fits) {
			return slices.DeleteFunc(all, func(e registry.Entry) bool { return !fits(e) })
		}
	}
	return slices.DeleteFunc(x.entries(search), refused)
}

// largestPattern is how many instructions a regular expression may have: each may be run
// for every letter of the catalogue.
const largestPattern = 500

// patternOf is a search as a regular expression; nil where it is none, or one that would
// take long.
func patternOf(search string) *regexp.Regexp {
	tree, err := syntax.Parse("(?i)"+search, syntax.Perl)
	if err != nil {
		return nil
	}
	program, err := syntax.Compile(tree.Simplify())
	if err != nil || len(program.Inst) > largestPattern {
		return nil
	}
	pattern, _ := regexp.Compile("(?i)" + search) // nil where it fails, which it does not
	return pattern
}

type abstraDetails struct {
	Name          string          `json:"name"`
	Description   string          `json:"description"`
	PayloadSchema schema.Document `json:"payloadSchema"`
	ReturnType    string          `json:"returnType"`
	ReturnSchema  schema.Document `json:"returnSchema"`
}

func (x *exchange) abstraAction() error {
	if _, err := x.query(); err != nil {
		return err
	}
	if _, err := x.abstraName(); err != nil {
		return err
	}
	x.call.Action = harmless(x.r.PathValue("action"))
	a, err := x.actionOf(x.r.PathValue("action"))
	if err != nil {
		return err
	}
	types := x.g.options.Connector.Types()
	d := abstraDetails{Name: a.Name, Description: a.Summary, ReturnType: "none"}
	if a.Description != "" {
		d.Description += "\n\n" + a.Description
	}
	if d.PayloadSchema, err = types.Bundle(schema.Document(a.ParamsSchema())); err != nil {
		return err
	}
	if r := a.Response; r != nil && r.Schema != nil {
		if d.ReturnSchema, err = types.Bundle(schema.Document(r.Schema)); err != nil {
			return err
		}
	}
	d.ReturnType = returnType(types, a.Response)
	return x.answer(http.StatusOK, d)
}

// returnType is the kind of an answer in a word.
func returnType(types *schema.Types, r *registry.Response) string {
	switch {
	case r == nil:
		return "none"
	case r.Content == eventsContent:
		return "events"
	case isStream(r.Content):
		return "bytes"
	}
	if kind, ok := types.Resolve(schema.Document(r.Schema))["type"].(string); ok {
		return kind
	}
	return "any"
}
