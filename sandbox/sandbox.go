package sandbox

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/sandbox/world"
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
	pages    pageRules
	faults   *faults
	world    *world.World
}

// New makes a sandbox for the actions of reg, whose schemas may refer to types; nil
// types are the built-in ones. It reads nothing before the first request.
func New(reg registry.Registry, types *schema.Types) *Sandbox {
	s, _ := Open(Config{Registry: reg, Types: types}) // nothing in it can be wrong
	return s
}

// Open makes a sandbox. Its error names every problem of the configuration.
func Open(cfg Config) (*Sandbox, error) {
	reg, types := cfg.Registry, cfg.Types
	if types == nil {
		types = schema.NewTypes(schema.BuiltinTypes())
	}
	faults, err := newFaults(cfg.Registry, cfg.Faults, cfg.Seed)
	if err = errors.Join(cfg.check(), cfg.checkOutcomes(types), err); err != nil {
		return nil, fmt.Errorf("sandbox: %w", err)
	}
	s := &Sandbox{
		reg: reg, types: types, checker: schema.NewChecker(types), pages: cfg.pages(), faults: faults,
		routes: sync.OnceValue(func() *node { return newRoutes(reg) }),
		waits:  sync.OnceValue(func() map[string][]*registry.Wait { return waitsByPoll(reg) }),
	}
	s.world, err = world.New(world.Config{
		Registry: reg, Types: types, Seeds: s.pages.seeds, Polls: max(cmp.Or(cfg.Polls, 1), 0),
		Outcomes: cfg.Outcomes, Late: faults.late, State: cfg.State,
	})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Requests is how many requests came, those that were refused and those that a fault
// struck included.
func (s *Sandbox) Requests() int { return int(s.requests.Load()) }

// ServeHTTP answers one request: decode, check, answer, unless a fault strikes it.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Request-Id", fmt.Sprintf("sandbox-%06d", s.requests.Add(1)))
	if f, ok := s.fault(r); ok {
		f.serve(w, r, http.HandlerFunc(s.serve))
		return
	}
	s.serve(w, r)
}

func (s *Sandbox) serve(w http.ResponseWriter, r *http.Request) {
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
