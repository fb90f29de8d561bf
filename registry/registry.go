package registry

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"slices"
	"strings"
	"sync"
)

// ErrUnknownAction is what errors.Is finds in the error for a name that no
// descriptor has.
var ErrUnknownAction = errors.New("unknown action")

// Registry is a set of actions. It is a value: copying it is cheap, the methods
// that change something return a new one, and the zero value is empty. It is safe
// for concurrent use; an action's file is read once, whichever copies share it.
type Registry struct {
	layers []layer         // later ones were added on top
	words  func() *lexicon // made once, by the first search; nil in the zero value
}

// withLayers makes a registry of layers. Of a single one words may be the lexicon.
func withLayers(words string, layers ...layer) Registry {
	return Registry{layers, sync.OnceValue(func() *lexicon {
		if words != "" {
			if l, ok := readLexicon(layers[0].index, words); ok {
				return l
			}
		}
		return makeLexicon(slices.Collect(Registry{layers: layers}.lines()))
	})}
}

// lexicon has the words that a search looks at.
func (r Registry) lexicon() *lexicon {
	if r.words == nil {
		return &lexicon{}
	}
	return r.words()
}

// layer is one source of descriptors: an index and where the files are.
type layer struct {
	fsys  fs.FS
	index string    // sorted lines, each ending in a newline
	read  *sync.Map // name: func() loaded; of all layers with the same files
	found *sync.Map // those that were found in the index, so that it is bisected once
}

type loaded struct {
	action *Action
	err    error
}

// New makes a registry of the descriptors in fsys, <service>/<name>.yaml, of which
// index is the current index, as BuildIndex makes it. It reads nothing.
func New(fsys fs.FS, index string) Registry { return NewWithLexicon(fsys, index, "") }

// NewWithLexicon is New with what BuildLexicon made of the index, so that the first
// search has nothing to build. A lexicon of another index is not used.
func NewWithLexicon(fsys fs.FS, index, words string) Registry {
	maps := new([2]sync.Map)
	return withLayers(words, layer{fsys, index, &maps[0], &maps[1]})
}

// Open makes a registry of the descriptors in fsys. Of a folder with an index.tsv
// it reads only that. Without one it reads every file to make one; every fault of
// every file is then in the error, a Problems.
func Open(fsys fs.FS) (Registry, error) {
	index, err := fs.ReadFile(fsys, IndexFile)
	if errors.Is(err, fs.ErrNotExist) {
		return open(fsys)
	}
	if err != nil {
		return Registry{}, err
	}
	if n := badLine(string(index)); n > 0 {
		return Registry{}, Problems{{IndexFile, n, "index", "the line is broken or out of order; run: actionctl fmt"}}
	}
	return New(fsys, string(index)), nil
}

func open(fsys fs.FS) (Registry, error) {
	index, err := BuildIndex(fsys)
	if err != nil {
		return Registry{}, err
	}
	return New(fsys, index), nil
}

// Lookup finds the index entry of an action.
func (r Registry) Lookup(name string) (Entry, bool) {
	for _, l := range slices.Backward(r.layers) {
		if line, ok := findLine(l.index, name); ok {
			return parseLine(line), true
		}
	}
	return Entry{}, false
}

// Action finds an action and decodes its file on first use. An unknown name gives
// a *NotFoundError.
func (r Registry) Action(name string) (*Action, error) {
	for _, l := range slices.Backward(r.layers) {
		if load, ok := l.action(name); ok {
			got := load()
			return got.action, got.err
		}
	}
	return nil, notFound(name, r.Names())
}

// action is how to get the action called name, once the file was read without reading.
func (l layer) action(name string) (load func() loaded, ok bool) {
	if known, ok := l.found.Load(name); ok {
		return known.(func() loaded), true
	}
	line, ok := findLine(l.index, name)
	if !ok {
		return nil, false
	}
	known, ok := l.read.Load(name)
	if !ok {
		known, _ = l.read.LoadOrStore(name, sync.OnceValue(func() loaded {
			return l.load(parseLine(line))
		}))
	}
	l.found.Store(name, known)
	return known.(func() loaded), true
}

func (l layer) load(e Entry) loaded {
	text, err := fs.ReadFile(l.fsys, e.File())
	if err != nil {
		return loaded{nil, fmt.Errorf("action %s: %w", e.Name, err)}
	}
	a, err := Decode(e.File(), text)
	if err != nil {
		return loaded{nil, fmt.Errorf("action %s: %w", e.Name, err)}
	}
	if a.Name != e.Name {
		return loaded{nil, fmt.Errorf("%s: the index says name %q, the file says %q; run: actionctl fmt", e.File(), e.Name, a.Name)}
	}
	return loaded{a, nil}
}

// All yields the index entries in the order of their names.
func (r Registry) All() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for line := range r.lines() {
			if !yield(parseLine(line)) {
				return
			}
		}
	}
}

// Len is the number of actions.
func (r Registry) Len() int {
	n := 0
	for _, l := range r.layers {
		n += strings.Count(l.index, "\n")
	}
	return n
}

// Names returns the names of all actions, sorted.
func (r Registry) Names() []string {
	names := make([]string, 0, r.Len())
	for line := range r.lines() {
		names = append(names, lineName(line))
	}
	return names
}

// lines yields the index lines of all layers in the order of their names.
func (r Registry) lines() iter.Seq[string] {
	if len(r.layers) == 1 {
		return indexLines(r.layers[0].index)
	}
	var lines []string
	for _, l := range r.layers {
		lines = slices.AppendSeq(lines, indexLines(l.index))
	}
	slices.Sort(lines)
	return slices.Values(lines)
}
