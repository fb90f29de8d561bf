package sandbox

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/sandbox/world"
	"github.com/actionctl/connector/schema"
)

// answer writes the answer to a valid call, in the form that its parameters select.
func (s *Sandbox) answer(w http.ResponseWriter, r *http.Request, c *call) *refusal {
	known, no := s.remember(c)
	if no != nil {
		return no
	}
	response := c.action.Response
	if response == nil && r.Method == http.MethodHead {
		w.WriteHeader(http.StatusOK)
		return nil
	}
	if response == nil {
		writeJSON(w, http.StatusOK, map[string]any{})
		return nil
	}
	for _, name := range response.Headers {
		if v := exampleHeader(name); v != "" {
			w.Header().Set(name, v)
		}
	}
	content := contentFor(c)
	switch {
	case content == "" && !servesFile(c.action):
		w.WriteHeader(http.StatusOK)
	case content == registry.JSONContent && response.Schema == nil:
		writeJSON(w, http.StatusOK, map[string]any{})
	case content == registry.JSONContent || content == eventStream:
		v, no := s.body(c, known)
		if no != nil {
			return no
		}
		if content == eventStream {
			return writeEvents(w, v)
		}
		writeJSON(w, http.StatusOK, v)
	case known.File != nil:
		writeFile(w, r, content, known.File)
	default:
		writeContent(w, c.action, content)
	}
	return nil
}

// body is the answer in JSON: what the world shows, cut to the page asked for. What
// the schema does not take of it is left out.
func (s *Sandbox) body(c *call, known world.Answer) (any, *refusal) {
	doc := schema.Document(c.action.Response.Schema)
	whole, err := s.shape(c, known)
	if err != nil {
		return nil, broken(err)
	}
	v, no := s.window(c, whole)
	if no != nil {
		return nil, no
	}
	led := leads(c, v)
	if known.IsList { // what is not on the page need not fit
		v = s.fit(doc, v)
	}
	for range maxRounds {
		problems, err := s.checkAnswer(c.action, doc, v)
		if err != nil {
			return nil, broken(err)
		}
		if left := leads(c, v); len(left) < len(led) {
			return nil, broken(fmt.Errorf("%s: the response schema does not take all of %s; mend it in the descriptor", c.action.Name, strings.Join(led, ", ")))
		}
		if len(problems) == 0 {
			return v, nil
		}
		for _, p := range problems {
			v = edit{at: schema.SplitPointer(p.Pointer), remove: true}.apply(v)
		}
	}
	return s.plainExample(c)
}

// leads are the places of an answer that lead to the next page, or have the items: a
// list that lost one would look as if it ended.
func leads(c *call, v any) []string {
	p := c.action.Paginate
	if p == nil {
		return nil
	}
	var paths []string
	for _, path := range []string{p.Read, p.ReadElse, p.NextRequest, p.More, p.Items, p.ItemsElse} {
		if _, there := valueAt(v, dotted(path)); path != "" && there {
			paths = append(paths, path)
		}
	}
	return paths
}

// plainExample is the answer where nothing else fits.
func (s *Sandbox) plainExample(c *call) (any, *refusal) {
	v, err := s.example(c)
	if err != nil {
		return nil, broken(err)
	}
	return s.window(c, s.seeded(c, v))
}

// contentFor is the media type of the answer: an alternative that the parameters
// select, or the declared one.
func contentFor(c *call) string {
	for _, alternative := range c.action.Response.Alternatives {
		selected := len(alternative.When) > 0
		for dotted, want := range alternative.When {
			got, _ := valueAt(c.params, strings.Split(dotted, "."))
			selected = selected && reflect.DeepEqual(got, want)
		}
		if selected {
			return alternative.Content
		}
	}
	return c.action.Response.Content
}

// servesFile reports whether the answer is that of a file: all of it or a part of
// it, or its headers alone.
func servesFile(a *registry.Action) bool {
	return slices.ContainsFunc(a.Params, func(p registry.Param) bool {
		return p.In == registry.InHeader && strings.EqualFold(p.Name, "Range")
	})
}
