package sandbox

import (
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// Sandbox is a workspace in memory. It is an http.Handler and safe for concurrent
// use; make one with New.
type Sandbox struct {
	reg      registry.Registry
	types    *schema.Types
	checker  *schema.Checker
	requests atomic.Int64
	routes   func() *node
	waits    func() map[string][]*registry.Wait
}

// New makes a sandbox for the actions of reg, whose schemas may refer to types; nil
// types are the built-in ones. It reads nothing before the first request.
func New(reg registry.Registry, types *schema.Types) *Sandbox {
	if types == nil {
		types = schema.NewTypes(schema.BuiltinTypes())
	}
	return &Sandbox{
		reg: reg, types: types, checker: schema.NewChecker(types),
		routes: sync.OnceValue(func() *node { return newRoutes(reg) }),
		waits:  sync.OnceValue(func() map[string][]*registry.Wait { return waitsByPoll(reg) }),
	}
}

// ServeHTTP answers one request: decode, check, answer.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Request-Id", fmt.Sprintf("sandbox-%06d", s.requests.Add(1)))
	c, no := s.decode(r)
	if no == nil {
		no = s.check(c)
	}
	if no == nil && c.isUpload() {
		no = c.receive(w.Header(), r)
	}
	if no == nil {
		no = s.answer(w, r, c)
	}
	if no != nil {
		no.write(w)
	}
}
