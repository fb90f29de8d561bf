package sandbox

import (
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/actionctl/connector/registry"
)

// answer writes the answer to a valid call, in the form that its parameters select.
func (s *Sandbox) answer(w http.ResponseWriter, r *http.Request, c *call) *refusal {
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
		v, err := s.example(c)
		if err != nil {
			return broken(err)
		}
		if content == eventStream {
			return writeEvents(w, v)
		}
		writeJSON(w, http.StatusOK, v)
	default:
		writeContent(w, r, c.action, content)
	}
	return nil
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
