package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// Mode says how much a check asks for.
type Mode int

// The modes. The zero value is the strict one.
const (
	Strict       Mode = iota // unknown fields and enum values are problems
	AllowUnknown             // unknown fields and enum values pass
	Off                      // nothing is checked
)

// base is what references in documents are relative to.
const base = "action://"

// Checker checks values against named documents, each compiled on first use. It is
// safe for concurrent use.
type Checker struct {
	types  *Types
	strict compiled
	open   compiled
}

// compiled holds one compiler and what it has made. The library's compiler must
// not be used concurrently; the schemas it makes may.
type compiled struct {
	mu       sync.Mutex
	compiler *jsonschema.Compiler
	schemas  sync.Map // name: outcome
	accept   acceptors
}

type outcome struct {
	schema *jsonschema.Schema
	err    error
}

// NewChecker makes a checker whose documents may refer to types.
func NewChecker(types *Types) *Checker {
	c := &Checker{types: types}
	c.strict.accept.types, c.open.accept.types = types, types
	c.open.accept.open = true
	return c
}

// Types returns the types that documents may refer to.
func (c *Checker) Types() *Types { return c.types }

// Check reports every problem of value, which must have come through Normalize,
// with the document called name; nil means that it is valid. document is called
// when the name is first checked in this mode, and again to explain a refusal; a
// name must always stand for the same document. An error says that the document
// itself is at fault; a fault in types that the value does not lead to may go unnoticed.
func (c *Checker) Check(name string, document func() Document, value any, mode Mode) ([]Problem, error) {
	if mode == Off {
		return nil, nil
	}
	set := &c.strict
	if mode == AllowUnknown {
		set = &c.open
	}
	if set.accept.check(name, document, value) {
		return nil, nil
	}
	got, ok := set.schemas.Load(name)
	if !ok {
		got = c.compile(set, name, document(), mode == AllowUnknown)
	}
	if err := got.(outcome).err; err != nil {
		return nil, err
	}
	err := validate(got.(outcome).schema, checkable(value))
	if err == nil {
		return nil, nil
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return c.explain(document(), value, invalid), nil
}

// Compile compiles the document called name now, and says what is wrong with it.
func (c *Checker) Compile(name string, doc Document) error {
	return c.compile(&c.strict, name, doc, false).err
}

// validate turns the library's panics into errors. Normalize keeps away the values
// known to cause one.
func validate(s *jsonschema.Schema, value any) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the value cannot be checked: %v", r)
		}
	}()
	return s.Validate(value)
}

func (c *Checker) compile(set *compiled, name string, doc Document, open bool) outcome {
	set.mu.Lock()
	defer set.mu.Unlock()
	if got, ok := set.schemas.Load(name); ok {
		return got.(outcome)
	}
	if set.compiler == nil {
		set.compiler = c.newCompiler(open)
	}
	got := compileOne(set.compiler, documentURL(name), prepare(doc, open))
	if got.err != nil {
		got.err = fmt.Errorf("schema of %s: %w", name, got.err)
		// It keeps what it had half compiled, and would hand that out as if whole
		// to the next document that refers to the same type.
		set.compiler = nil
	}
	set.schemas.Store(name, got)
	return got
}

// documentURL is where the document called name lives. Dots are escaped because
// one or two alone mean a folder.
func documentURL(name string) string {
	return base + "/documents/" + strings.ReplaceAll(url.PathEscape(name), ".", "%2E")
}

func compileOne(compiler *jsonschema.Compiler, at string, doc any) (got outcome) {
	defer func() {
		if r := recover(); r != nil {
			got = outcome{err: fmt.Errorf("the document cannot be compiled: %v", r)}
		}
	}()
	text, err := json.Marshal(doc)
	if err != nil {
		return outcome{err: err}
	}
	if err := compiler.AddResource(at, bytes.NewReader(text)); err != nil {
		return outcome{err: err}
	}
	s, err := compiler.Compile(at)
	return outcome{s, err}
}

func (c *Checker) newCompiler(open bool) *jsonschema.Compiler {
	compiler := jsonschema.NewCompiler()
	compiler.Draft = jsonschema.Draft7
	compiler.AssertFormat = true
	compiler.Formats = formats
	compiler.RegisterExtension("bounds", nil, boundsCompiler{})
	compiler.LoadURL = func(at string) (io.ReadCloser, error) {
		u, err := url.Parse(at)
		if err != nil || u.Scheme != "action" || u.Host != "" {
			return nil, fmt.Errorf("%w: %s", ErrNoType, at)
		}
		doc, err := c.types.Lookup(u.Path)
		if err != nil {
			return nil, err
		}
		text, err := json.Marshal(prepare(doc, open))
		return io.NopCloser(bytes.NewReader(text)), err
	}
	return compiler
}

// boundsCompiler makes minimum and maximum hold for integers that are given as
// decimal strings; the library's own keywords look at numbers only.
type boundsCompiler struct{}

func (boundsCompiler) Compile(_ jsonschema.CompilerContext, doc map[string]any) (jsonschema.ExtSchema, error) {
	if doc["format"] != formatInt64 || doc["minimum"] == nil && doc["maximum"] == nil {
		return nil, nil
	}
	return bounds{rational(doc["minimum"]), rational(doc["maximum"])}, nil
}

// bounds are nil where there is none.
type bounds struct{ minimum, maximum *big.Rat }

func (b bounds) Validate(ctx jsonschema.ValidationContext, v any) error {
	text, _ := v.(string)
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil //nolint:nilerr // a number, or not an integer at all
	}
	switch r := new(big.Rat).SetInt64(n); {
	case b.minimum != nil && r.Cmp(b.minimum) < 0:
		return ctx.Error("minimum", "too small")
	case b.maximum != nil && r.Cmp(b.maximum) > 0:
		return ctx.Error("maximum", "too large")
	}
	return nil
}

func rational(v any) *big.Rat {
	n, ok := v.(json.Number)
	if !ok {
		return nil
	}
	r, _ := new(big.Rat).SetString(n.String())
	return r
}
