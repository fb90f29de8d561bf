package main

import (
	"context"
	"io"
	"os"
	"strings"

	"github.com/actionctl/connector/internal/input"
	"github.com/actionctl/connector/internal/terminal"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// inputs turns the arguments of run into parameters.
type inputs struct {
	*app
	action *registry.Action
	types  *schema.Types
	files  []*os.File // open until the call is over
	stdin  string     // what standard input was taken for
	origins
}

func (in *inputs) close() {
	for _, f := range in.files {
		_ = f.Close() // only read from
	}
}

// await is params, unless an interrupt comes while standard input or a pipe keeps silent.
func (in *inputs) await(ctx context.Context, o *runOptions) (map[string]any, error) {
	return terminal.Await(ctx, func() (map[string]any, error) {
		params, err := in.params(o)
		if err != nil {
			in.close()
		}
		return params, err
	})
}

func (in *inputs) params(o *runOptions) (map[string]any, error) {
	params := map[string]any{}
	if o.params != "" {
		v, err := in.structured("--params", o.params, nil)
		if err != nil {
			return nil, err
		}
		var ok bool
		if params, ok = v.(map[string]any); v == nil { // a skeleton in which nothing was needed
			params = map[string]any{}
		} else if !ok {
			return nil, usagef("--params is not an object: give NAME: VALUE, in JSON or YAML")
		}
	}
	if o.data != "" {
		data, err := in.body(o.data)
		if err != nil {
			return nil, err
		}
		params[registry.BodyParam] = data
	}
	set := &setter{in: in, root: params, given: map[string]bool{}}
	for _, arg := range o.args {
		if err := set.argument(arg); err != nil {
			return nil, err
		}
	}
	return set.root, nil
}

// body reads --data: JSON or YAML, or the bytes of an action that takes them.
func (in *inputs) body(value string) (any, error) {
	if in.action.Body == nil || in.action.Body.IsJSON() {
		return in.structured("--data", value, []string{registry.BodyParam})
	}
	switch {
	case value == "-":
		return in.standardInput("--data")
	case strings.HasPrefix(value, "@"):
		return in.open(value[1:])
	}
	return value, nil
}

// structured reads JSON or YAML given as such, as @FILE or as - for standard input. It
// is for the place that steps name.
func (in *inputs) structured(name, value string, steps []string) (any, error) {
	from, content := name, []byte(value)
	if file, isFile := strings.CutPrefix(value, "@"); isFile || value == "-" {
		if !isFile {
			file = "-"
		}
		var err error
		if content, err = in.read(name, file); err != nil {
			return nil, err
		}
		from = originOf(file)
	}
	text, v, err := in.parse(from, content, func() schema.Document { return in.schemaOf(steps) })
	if err != nil {
		return nil, about(name, err)
	}
	if _, isText := v.(string); isText && from == name {
		if _, err := os.Stat(value); err == nil {
			return nil, usagef("%s is the text %q; for the content of that file write %s @%s", name, value, name, value)
		}
	}
	in.origins = append(in.origins, origin{steps: steps, text: text})
	return v, nil
}

// parse reads JSON or YAML for what doc describes; plain JSON does not ask.
func (in *inputs) parse(origin string, content []byte, doc func() schema.Document) (*input.Text, any, error) {
	text, err := input.Parse(origin, content)
	if err != nil {
		return nil, nil, err
	}
	v, err := text.Value(in.types, doc)
	return text, v, err
}

// about puts the name of a parameter before an error, where the error does not begin
// with it.
func about(name string, err error) error {
	if strings.HasPrefix(err.Error(), name+":") {
		return usageError{err}
	}
	return usagef("%s: %w", name, err)
}

// originOf is what errors call a file.
func originOf(file string) string {
	if file == "-" {
		return "standard input"
	}
	return file
}

// schemaOf is the document for the place that steps name.
func (in *inputs) schemaOf(steps []string) schema.Document {
	doc := schema.Document(in.action.ParamsSchema())
	for _, step := range steps {
		doc, _ = in.types.Child(doc, step)
	}
	return in.types.Resolve(doc)
}

// read reads a whole file, - being standard input.
func (in *inputs) read(name, file string) ([]byte, error) {
	if file != "-" {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, usagef("%s: %w", name, err)
		}
		return text, nil
	}
	r, err := in.standardInput(name)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func (in *inputs) standardInput(name string) (io.Reader, error) {
	if in.stdin != "" {
		return nil, usagef("%s and %s cannot both be read from standard input", in.stdin, name)
	}
	in.stdin = name
	return in.In, nil
}

// open opens a file whose bytes are the body; it is streamed, not read here.
func (in *inputs) open(file string) (io.Reader, error) {
	if file == "-" {
		return in.standardInput(registry.BodyParam)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, usageError{err}
	}
	in.files = append(in.files, f)
	return f, nil
}
