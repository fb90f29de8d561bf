package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"strings"

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
}

func (in *inputs) close() {
	for _, f := range in.files {
		_ = f.Close() // only read from
	}
}

// await is params, unless an interrupt comes while standard input or a pipe keeps
// silent: reading them cannot be broken off, only left behind.
func (in *inputs) await(ctx context.Context, o *runOptions) (map[string]any, error) {
	type answer struct {
		params map[string]any
		err    error
	}
	read := make(chan answer, 1)
	go func() {
		params, err := in.params(o)
		if err != nil {
			in.close()
		}
		read <- answer{params, err}
	}()
	select {
	case r := <-read:
		return r.params, r.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

func (in *inputs) params(o *runOptions) (map[string]any, error) {
	params := map[string]any{}
	if o.params != "" {
		v, err := in.json("--params", o.params)
		if err != nil {
			return nil, err
		}
		var ok bool
		if params, ok = v.(map[string]any); !ok {
			return nil, usagef("--params is not a JSON object")
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
	return params, nil
}

// body reads --data: JSON, or the bytes of an action that takes them.
func (in *inputs) body(value string) (any, error) {
	if in.action.Body == nil || in.action.Body.IsJSON() {
		return in.json("--data", value)
	}
	switch {
	case value == "-":
		return in.standardInput("--data")
	case strings.HasPrefix(value, "@"):
		return in.open(value[1:])
	}
	return value, nil
}

// json reads JSON given as such, as @FILE or as - for standard input.
func (in *inputs) json(name, value string) (any, error) {
	text := []byte(value)
	if from, isFile := strings.CutPrefix(value, "@"); isFile || value == "-" {
		if !isFile {
			from = "-"
		}
		var err error
		if text, err = in.read(name, from); err != nil {
			return nil, err
		}
	}
	v, err := schema.Decode(text)
	if err != nil {
		return nil, usagef("%s: %w", name, err)
	}
	return v, nil
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

// file reads NAME=@FILE: bytes for a raw body, base64 where the schema wants that,
// text otherwise.
func (in *inputs) file(name, file string, doc schema.Document) (any, error) {
	if name == registry.BodyParam && in.action.Body != nil && !in.action.Body.IsJSON() {
		return in.open(file)
	}
	content, err := in.read(name, file)
	if err != nil {
		return nil, err
	}
	if doc["format"] == "byte" {
		return base64.StdEncoding.EncodeToString(content), nil
	}
	if doc["type"] != "string" && doc["type"] != nil {
		return convert(strings.TrimSpace(string(content)), doc), nil
	}
	return string(content), nil
}

// convert turns the text of an argument into what the schema wants. Text that does
// not convert stays text: the check that follows says what is wrong with it.
func convert(text string, doc schema.Document) any {
	switch doc["type"] {
	case "boolean":
		switch text {
		case "true":
			return true
		case "false":
			return false
		}
	case "integer", "number", "object":
		if v, err := schema.Decode([]byte(text)); err == nil && fmt.Sprintf("%T", v) != "string" {
			return v
		}
	}
	return text
}
