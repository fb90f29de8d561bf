package gateway

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/actionctl/connector/internal/spelling"
)

// query is the request's query. Names that the route does not have, and names that come
// twice, are refused: what is not understood would otherwise be left out without a word.
func (x *exchange) query() (url.Values, error) {
	q, err := url.ParseQuery(x.r.URL.RawQuery)
	if err != nil {
		return nil, badQuery("%s", harmless(err.Error()))
	}
	var known, problems []string
	for _, p := range x.route.Query {
		known = append(known, p.Name)
	}
	for name, values := range q {
		switch {
		case !slices.Contains(known, name):
			problems = append(problems, "unknown name "+strconv.Quote(harmless(name))+meant(name, known))
		case len(values) > 1:
			problems = append(problems, name+" is there more than once")
		}
	}
	if len(problems) == 0 {
		return q, nil
	}
	slices.Sort(problems)
	return nil, badQuery("%s", strings.Join(problems[:min(len(problems), 10)], "; "))
}

func meant(name string, known []string) string {
	if text := spelling.DidYouMean(harmless(name), known); text != "" || len(known) == 0 {
		return text
	}
	return "; there are " + strings.Join(known, ", ")
}

func badQuery(format string, args ...any) error {
	return refuse(http.StatusBadRequest, "BAD_QUERY", "the query cannot be used: "+format, args...)
}

func boolIn(q url.Values, name string) (bool, error) {
	switch {
	case !q.Has(name), q.Get(name) == "false":
		return false, nil
	case q.Get(name) == "true":
		return true, nil
	}
	return false, badQuery("%s %q is not one of true, false", name, harmless(q.Get(name)))
}

// numberIn is a whole number from 1 to most; fallback where none is given.
func numberIn(q url.Values, name string, most, fallback int) (int, error) {
	text := q.Get(name)
	if !q.Has(name) {
		return fallback, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > most {
		return 0, badQuery("%s %q is not a number from 1 to %d", name, harmless(text), most)
	}
	return n, nil
}

// objectIn reads a JSON object in a query.
func (x *exchange) objectIn(name, text string) (map[string]any, error) {
	if depth([]byte(text)) > x.g.limits.Depth {
		return nil, badQuery("%s is nested deeper than %d levels", name, x.g.limits.Depth)
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var object map[string]any
	err := d.Decode(&object)
	if _, more := d.Token(); err == nil && !errors.Is(more, io.EOF) {
		err = errors.New("more follows after its end")
	}
	if err == nil && object == nil {
		err = errors.New("it has to be a JSON object")
	}
	if err != nil {
		return nil, badQuery("%s: %s", name, jsonFault(err))
	}
	return object, nil
}
