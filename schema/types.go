package schema

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"
)

//go:embed types/*.yaml
var embedded embed.FS

// BuiltinTypes holds the shared types that come with the module, <service>.yaml.
func BuiltinTypes() fs.FS {
	sub, err := fs.Sub(embedded, "types")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// Document is a JSON Schema of JSON kinds.
type Document = map[string]any

// ErrNoType is what errors.Is finds in the error for a $ref that no type file
// answers.
var ErrNoType = errors.New("no such type")

// Types finds shared types by reference, /types/<service>/<name>. It reads a
// service's file when one of its types is first asked for and parses only that
// type. It is safe for concurrent use.
type Types struct {
	layers []fs.FS
	files  sync.Map // place: string
	docs   sync.Map // reference: Document
}

// NewTypes looks for types in the given file systems of <service>.yaml files, the
// first that has the type wins. Types are shared and read-only.
func NewTypes(layers ...fs.FS) *Types { return &Types{layers: layers} }

// Lookup returns the type behind a reference.
func (t *Types) Lookup(ref string) (Document, error) {
	if doc, ok := t.docs.Load(ref); ok {
		return doc.(Document), nil
	}
	service, name, ok := splitRef(ref)
	if !ok {
		return nil, fmt.Errorf("%w: %q is not of the form /types/<service>/<name>", ErrNoType, ref)
	}
	part, err := t.find(service, name)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrNoType, ref, err)
	}
	parsed, err := parseType(part, name)
	if err != nil {
		return nil, fmt.Errorf("type %s: %w", ref, err)
	}
	doc, _ := t.docs.LoadOrStore(ref, parsed)
	return doc.(Document), nil
}

// parseType parses what cut took out. Lines in its errors count from the type's
// own first.
func parseType(part, name string) (Document, error) {
	var file yaml.Node
	if err := yaml.Unmarshal([]byte(part), &file); err != nil {
		return nil, err
	}
	parsed, err := fromYAML(file.Content[0])
	if err != nil {
		return nil, err
	}
	whole, _ := parsed.(map[string]any)
	doc, ok := whole[name].(map[string]any)
	if !ok {
		return nil, errors.New("expected a mapping")
	}
	return doc, nil
}

func splitRef(ref string) (service, name string, ok bool) {
	rest, ok := strings.CutPrefix(ref, "/types/")
	if !ok {
		return "", "", false
	}
	service, name, ok = strings.Cut(rest, "/")
	return service, name, ok && service != "" && name != "" && !strings.ContainsAny(name, "/:\n")
}

// find returns the text of a type from the first layer that has it.
func (t *Types) find(service, name string) (string, error) {
	missing := "no type file " + service + ".yaml"
	for i := range t.layers {
		text, err := t.file(i, service)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
			continue
		}
		if err != nil {
			return "", err
		}
		if part, ok := cut(text, name); ok {
			return part, nil
		}
		missing = service + ".yaml has no " + name
	}
	return "", errors.New(missing)
}

// place is a service's file in one layer.
type place struct {
	layer   int
	service string
}

func (t *Types) file(layer int, service string) (string, error) {
	at := place{layer, service}
	if text, ok := t.files.Load(at); ok {
		return text.(string), nil
	}
	text, err := fs.ReadFile(t.layers[layer], service+".yaml")
	if err != nil {
		return "", err
	}
	t.files.Store(at, string(text))
	return string(text), nil
}

// cut takes one top-level key with its value out of a type file, whose types each
// start in column 0: the key up to the next line that starts with anything else
// than blanks or a comment.
func cut(text, name string) (string, bool) {
	key := name + ":"
	start := 0
	if !strings.HasPrefix(text, key) {
		i := strings.Index(text, "\n"+key)
		if i < 0 {
			return "", false
		}
		start = i + 1
	}
	end := start
	for {
		i := strings.IndexByte(text[end:], '\n')
		if i < 0 {
			return text[start:], true
		}
		end += i + 1
		if end == len(text) || !strings.ContainsRune(" \t\r\n#", rune(text[end])) {
			return text[start:end], true
		}
	}
}
