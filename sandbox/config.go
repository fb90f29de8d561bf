package sandbox

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// Config says what a sandbox serves and how. Only Registry is needed.
type Config struct {
	// Registry has the actions.
	Registry registry.Registry
	// Types are those that the schemas of the actions refer to; nil are the built-in ones.
	Types *schema.Types
	// Seeds is how many items a list has before anything is created; 0 is 3, less
	// than 0 is none.
	Seeds int
	// Polls is how many reads of a resource see each state that it goes through; 0 is
	// 1, less than 0 means that work is done at once.
	Polls int
	// Outcomes say how the work of an action ends when not in success: a state, or a
	// state and a result, such as TERMINATED/FAILED for a run.
	Outcomes map[string]string
	// State is a file that keeps what was made between processes; "" is memory.
	State string
	// PageSize is how many items a page has when the caller asks for no number; 0 is 20.
	PageSize int
	// EmptyPages makes every so manieth page empty though a token follows, as the
	// service may; 0 is none, 2 is every second.
	EmptyPages int
	// Faults are failures on request, see Fault.
	Faults []Fault
	// Seed makes the chances of the faults others.
	Seed uint64
}

// check returns every problem of the numbers.
func (cfg Config) check() error {
	var problems []error
	if cfg.PageSize < 0 {
		problems = append(problems, fmt.Errorf("PageSize %d is below 0; give a number of items, or 0 for 20", cfg.PageSize))
	}
	if cfg.EmptyPages < 0 || cfg.EmptyPages == 1 {
		problems = append(problems, fmt.Errorf("EmptyPages %d would leave no page with items; give 0, or 2 and more", cfg.EmptyPages))
	}
	return errors.Join(problems...)
}

// pages are the rules by which lists are cut.
func (cfg Config) pages() pageRules {
	return pageRules{seeds: max(cmp.Or(cfg.Seeds, 3), 0), size: cfg.PageSize, empty: cfg.EmptyPages}
}
