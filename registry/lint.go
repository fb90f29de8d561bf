package registry

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/actionctl/connector/internal/lazyregexp"
)

// Lint checks every descriptor in fsys, and the files of shared types below
// fsys/types, against the rules of the format. Types are resolved there first and
// then in the given file systems, which hold <service>.yaml files. Other actions
// that descriptors refer to are found in fsys and in known. The result is sorted
// and empty when all is well; the error is about reading, not about rules.
func Lint(fsys fs.FS, known Registry, types ...fs.FS) (Problems, error) {
	l := &linter{known: known, types: newTypeSet(), actions: map[string]*Action{}, names: map[string]string{}}
	own, err := fs.Sub(fsys, typesFolder)
	if err != nil {
		return nil, err
	}
	for _, t := range append([]fs.FS{own}, types...) {
		if err := l.types.load(t); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	files, err := Files(fsys)
	if err != nil {
		return nil, err
	}
	var linted []*descriptor
	for _, file := range files {
		d, err := l.read(fsys, file)
		if err != nil {
			return nil, err
		}
		linted = append(linted, d)
	}
	for _, d := range linted {
		if d.nodes != nil {
			l.check(d)
		}
	}
	if err := l.checkTypes(own); err != nil {
		return nil, err
	}
	err = l.checkIndex(fsys, linted)
	return l.problems.sorted(), err
}

// LintTypes checks files of shared types, <service>.yaml. With a set of actions
// given, a type that neither they nor another used type refer to is a problem.
func LintTypes(types fs.FS, actions Registry) (Problems, error) {
	l := &linter{types: newTypeSet()}
	if err := l.types.load(types); err != nil {
		return nil, err
	}
	if err := l.checkTypes(types); err != nil {
		return nil, err
	}
	if err := l.checkUnused(actions); err != nil {
		return nil, err
	}
	return l.problems.sorted(), nil
}

type linter struct {
	known    Registry
	types    *typeSet
	actions  map[string]*Action
	names    map[string]string
	problems Problems
}

// descriptor is one file under the linter: what it says and where it says it.
type descriptor struct {
	*linter
	file  string
	a     *Action
	nodes map[string]*yaml.Node
}

// fault records a problem at the line of a top-level key.
func (d *descriptor) fault(key, rule, format string, args ...any) {
	r := reader{file: d.file}
	n := d.nodes[key]
	if n == nil {
		n = &yaml.Node{Line: 1}
	}
	r.fault(n, rule, format, args...)
	d.problems = append(d.problems, r.problems...)
}

func (l *linter) read(fsys fs.FS, file string) (*descriptor, error) {
	text, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	a, nodes, problems := decode(file, text)
	l.problems = append(l.problems, problems...)
	l.problems = append(l.problems, checkName(a, file, nodes["name"], l.names)...)
	l.actions[a.Name] = a
	if len(problems) == 0 {
		l.canonical(file, text)
	}
	return &descriptor{l, file, a, nodes}, nil
}

func (l *linter) canonical(file string, text []byte) {
	want, err := Canonical(file, text)
	if err != nil || string(want) == string(text) {
		return
	}
	l.problems = append(l.problems, Problem{file, differ(string(text), string(want)), "canonical", "not in canonical form; run: actionctl fmt"})
}

// differ is the first line, counted from 1, where two texts do.
func differ(a, b string) int {
	have, want := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(have), len(want)) {
		if have[i] != want[i] {
			return i + 1
		}
	}
	return min(len(have), len(want)) + 1
}

// action finds an action by name, among the files under lint first.
func (l *linter) action(name string) (*Action, bool) {
	if a, ok := l.actions[name]; ok {
		return a, true
	}
	a, err := l.known.Action(name)
	return a, err == nil
}

func (l *linter) checkIndex(fsys fs.FS, all []*descriptor) error {
	have, err := fs.ReadFile(fsys, IndexFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	lines := make([]string, 0, len(all))
	for _, d := range all {
		lines = append(lines, EntryOf(d.a).line())
	}
	slices.Sort(lines)
	if want := strings.Join(lines, ""); want != string(have) {
		l.problems = append(l.problems, Problem{IndexFile, differ(string(have), want), "index", "the index is stale; run: actionctl fmt"})
	}
	return nil
}

var actionName = lazyregexp.New(`\b(get|head|post|put|patch|delete)_(api|serving)_[a-z0-9_]+\b`)

// check runs the rules over one descriptor.
func (l *linter) check(d *descriptor) {
	d.checkWords()
	d.checkHTTP()
	d.checkParams()
	d.checkSchemas()
	d.checkPaths()
	if d.a.Paginate != nil {
		d.checkPaginate(d.a.Paginate)
	}
	if d.a.Wait != nil {
		d.checkWait(d.a.Wait)
	}
}

func serviceOf(file string) string { return strings.TrimSuffix(path.Base(file), ".yaml") }
