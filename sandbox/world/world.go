// Package world is what the sandbox remembers: collections of items that actions
// create, show, list, change and delete.
//
// Which action does what to which collection stands in two tables, families.tsv and
// kinds.tsv. They are worked out from the descriptors and from declared additions;
// nothing here knows an endpoint.
package world

import (
	"cmp"
	"sync"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// Config says how a world begins and how it goes on.
type Config struct {
	Registry registry.Registry
	Types    *schema.Types
	Seeds    int                     // items that each collection begins with
	Polls    int                     // reads that a state lasts
	Outcomes map[string]string       // how the work of an action ends: STATE or STATE/RESULT
	Late     func(action string) int // reads that do not find what an action made; may be nil
	State    string                  // file that holds the world; "" is memory
}

// World is safe for concurrent use.
type World struct {
	reg      registry.Registry
	types    *schema.Types
	seeds    int
	polls    int
	outcomes map[string]string
	late     func(string) int
	families func() Families // read when the first call asks

	mu sync.Mutex
	state
	log  *changelog // nil where no file keeps what changes
	file *file
}

// Call is one request, decoded and checked.
type Call struct {
	Action *registry.Action
	Params map[string]any
	Upload []byte // the body, where it is taken as it comes
}

// Answer is what the world has to say to a call. The caller brings it into the form
// of the response.
type Answer struct {
	Known   bool           // false: the action does not look at the world
	Item    map[string]any // the resource
	At      string         // where the answer shows it, or the list
	List    []any
	IsList  bool
	File    *File
	Example bool           // the answer is an example: the world has nothing to show
	Fill    bool           // what the item has not comes from an example
	Set     map[string]any // fields of the answer beside the item
	Key     []string       // of the item
	Made    bool           // it was made by this call
	Same    bool           // the answer has the item's type
	Late    bool           // the item is there, but this read does not find it yet
}

// New makes a world. It reads no descriptor before it is needed. Of a file that
// cannot be read it says why.
func New(cfg Config) (*World, error) {
	if cfg.Types == nil {
		cfg.Types = schema.NewTypes(schema.BuiltinTypes())
	}
	w := &World{
		reg: cfg.Registry, types: cfg.Types, seeds: cfg.Seeds, polls: cfg.Polls, outcomes: cfg.Outcomes, late: cfg.Late,
		families: sync.OnceValue(func() Families { return familiesOf(cfg.Registry, cfg.Types) }), state: newState(),
	}
	if cfg.State != "" {
		w.file, w.log = &file{path: cfg.State}, newChangelog()
		return w, w.read()
	}
	return w, nil
}

// Knows reports whether an action looks at the world at all.
func (w *World) Knows(action string) bool {
	p, ok := w.families().Parts[action]
	return ok && p.Role != None
}

// Role is what an action does.
func (w *World) Role(action string) Role { return w.families().Parts[action].Role }

// Do carries a call out. An error that is a *Problem is the service's; any other is
// the sandbox's own.
func (w *World) Do(call Call) (answer Answer, err error) {
	part, ok := w.families().Parts[call.Action.Name]
	if !ok || part.Role == None {
		return Answer{}, nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.file != nil {
		unlock, err := w.load()
		if err != nil {
			return Answer{}, err
		}
		defer unlock()
	}
	answer, problem := w.do(&call, part)
	if w.file != nil && !w.log.empty() {
		if err := w.save(); err != nil {
			return Answer{}, err
		}
	}
	if problem != nil {
		return Answer{Late: answer.Late}, problem
	}
	answer.Known = true
	return answer, nil
}

func (w *World) do(call *Call, part Part) (Answer, *Problem) {
	words := part.words()
	if a := words.Among; a != nil {
		part.Collection = cmp.Or(a.Collections[text(get(call.Params, a.By))], part.Collection)
	}
	d := doing{World: w, call: call, part: part, words: words, c: w.collection(part.Collection)}
	if no := d.needs(); no != nil {
		return Answer{}, no
	}
	switch part.Role {
	case Create:
		return d.create()
	case Put:
		return d.put()
	case Get:
		return d.get()
	case List:
		return d.list()
	case Update, Replace, Act, Use:
		return d.change()
	case Delete:
		return d.delete()
	case Restore:
		return d.restore()
	case ActAll, DeleteAll, RestoreAll:
		return d.all()
	}
	return d.files()
}

// doing is one call on its way through the world.
type doing struct {
	*World
	call  *Call
	part  Part
	words PartWords
	c     *Collection
	base  *Item // the item that need names

	filter map[string]string // see filters
}
