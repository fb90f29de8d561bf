package sandbox

import (
	"net/http"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// call is one request as the sandbox reads it.
type call struct {
	action   *registry.Action
	params   map[string]any // path, query and header parameters by name, and data
	problems []schema.Problem
	upload   []byte
	noBody   bool // the body could not be read; problems says why
}

// decode finds the action of a request and reads its parameters. What is wrong with
// single parameters is collected in the call.
func (s *Sandbox) decode(r *http.Request) (*call, *refusal) {
	m, no := s.routes().route(r.Method, r.URL.EscapedPath())
	if no != nil {
		return nil, no
	}
	a, err := s.reg.Action(m.action)
	if err != nil {
		return nil, broken(err)
	}
	if no := admit(a, r.Header); no != nil {
		return nil, no
	}
	c := &call{action: a, params: map[string]any{}}
	s.readPath(c, m.values)
	s.readQuery(c, r.URL.RawQuery)
	s.readHeader(c, r.Header)
	c.readBody(r)
	return c, nil
}

func (s *Sandbox) readPath(c *call, values map[string]string) {
	for name, text := range values {
		p, _ := c.action.Param(name)
		w := writing{s.types, c, registry.InPath}
		w.put(c.params, []string{name}, schema.Document(p.Schema), text)
	}
}

func (s *Sandbox) readHeader(c *call, h http.Header) {
	for _, p := range c.action.Params {
		if p.In != registry.InHeader {
			continue
		}
		w := writing{s.types, c, registry.InHeader}
		for _, text := range h.Values(p.Name) {
			w.put(c.params, []string{p.Name}, schema.Document(p.Schema), text)
		}
	}
}

// fault adds a problem of the parameter at steps.
func (c *call) fault(in registry.Location, steps []string, message string) {
	c.problems = append(c.problems, schema.Problem{
		Pointer: pointer(steps), In: string(in), Rule: schema.RuleValue, Message: message,
	})
}
