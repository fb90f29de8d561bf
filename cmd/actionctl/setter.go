package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/actionctl/connector/internal/input"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// setter puts NAME=VALUE arguments into the parameters.
type setter struct {
	in    *inputs
	root  map[string]any
	given map[string]bool // names that an argument set
}

// argument takes NAME=VALUE, NAME:=JSON or NAME=@FILE.
func (s *setter) argument(arg string) error {
	name, value, ok := strings.Cut(arg, "=")
	if !ok || name == "" || name == ":" {
		return usagef("argument %q is not NAME=VALUE", arg)
	}
	name, isJSON := strings.CutSuffix(name, ":")
	steps := splitName(name)
	if isJSON {
		return s.structured(arg, name, value, steps)
	}
	doc := s.in.schemaOf(steps)
	if doc["type"] != "array" {
		return s.scalar(arg, name, value, steps, doc)
	}
	inner, _ := s.in.types.Child(doc, "0")
	item := s.in.types.Resolve(inner)
	file, isFile := strings.CutPrefix(value, "@")
	if !isFile {
		v, err := s.in.value(name, value, item)
		if err != nil {
			return err
		}
		return s.add(arg, name, steps, v, nil)
	}
	if item["type"] != "string" { // the file has the list, or one element of it
		item = doc
	}
	v, text, err := s.in.file(name, file, item)
	if err != nil {
		return err
	}
	if _, isList := v.([]any); isList {
		return s.set(arg, name, steps, v, text)
	}
	return s.add(arg, name, steps, v, text)
}

// structured takes NAME:=VALUE, where VALUE is JSON or YAML, or @FILE of such.
func (s *setter) structured(arg, name, value string, steps []string) error {
	doc := func() schema.Document { return s.in.schemaOf(steps) }
	if file, isFile := strings.CutPrefix(value, "@"); isFile {
		content, err := s.in.read(name, file)
		if err != nil {
			return err
		}
		text, v, err := s.in.parse(originOf(file), content, doc)
		if err != nil {
			return about(name, err)
		}
		return s.set(arg, name, steps, v, text)
	}
	_, v, err := s.in.parse(name, []byte(value), doc)
	if err != nil {
		return about(name, fmt.Errorf("%w; for text write %s=VALUE", err, name))
	}
	return s.set(arg, name, steps, v, nil)
}

func (s *setter) scalar(arg, name, value string, steps []string, doc schema.Document) error {
	if file, isFile := strings.CutPrefix(value, "@"); isFile {
		v, text, err := s.in.file(name, file, doc)
		if err != nil {
			return err
		}
		return s.set(arg, name, steps, v, text)
	}
	v, err := s.in.value(name, value, doc)
	if err != nil {
		return err
	}
	return s.set(arg, name, steps, v, nil)
}

// wrote remembers what the value at steps comes from.
func (s *setter) wrote(arg string, steps []string, text *input.Text) {
	o := origin{steps: steps, text: text}
	if text == nil {
		o.argument = arg
	}
	s.in.origins = append(s.in.origins, o)
}

// argumentName is the name in NAME=VALUE or NAME:=VALUE.
func argumentName(arg string) string {
	name, _, _ := strings.Cut(arg, "=")
	return strings.TrimSuffix(name, ":")
}

// splitName splits at dots; \. is a dot inside a name.
func splitName(name string) []string {
	const inside = "\x00"
	steps := strings.Split(strings.ReplaceAll(name, `\.`, inside), ".")
	for i := range steps {
		steps[i] = strings.ReplaceAll(steps[i], inside, ".")
	}
	return steps
}

// set puts v at the place that steps name, making objects and lists on the way.
func (s *setter) set(arg, name string, steps []string, v any, text *input.Text) error {
	if s.given[name] {
		return usagef("%s is given twice", name)
	}
	s.given[name] = true
	out, err := s.put(name, s.root, steps, v, s.in.action.ParamsSchema())
	if err == nil {
		s.root = out.(map[string]any)
		s.wrote(arg, steps, text)
	}
	return err
}

// add appends v to the list that steps name. The first argument for a list replaces
// what --params or --data had there.
func (s *setter) add(arg, name string, steps []string, v any, text *input.Text) error {
	var before []any
	if s.given[name] {
		before, _ = s.at(steps).([]any)
	}
	s.given[name] = true
	out, err := s.put(name, s.root, steps, append(before, v), s.in.action.ParamsSchema())
	if err == nil {
		s.root = out.(map[string]any)
		s.wrote(arg, append(slices.Clip(steps), strconv.Itoa(len(before))), text)
	}
	return err
}

func (s *setter) at(steps []string) any {
	var v any = s.root
	for _, step := range steps {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[step]
	}
	return v
}

// put returns container with v at steps.
func (s *setter) put(name string, container any, steps []string, v any, doc registry.Schema) (any, error) {
	if len(steps) == 0 {
		return v, nil
	}
	step := steps[0]
	child, _ := s.in.types.Child(schema.Document(doc), step)
	if s.in.types.Resolve(schema.Document(doc))["type"] == "array" {
		list, ok := container.([]any)
		i, err := strconv.Atoi(step)
		if container != nil && !ok || err != nil || i < 0 || i > len(list) {
			return nil, usagef("%s: %q is no place in the list; the next one is %d", name, step, len(list))
		}
		if i == len(list) {
			list = append(list, nil)
		}
		list[i], err = s.put(name, list[i], steps[1:], v, registry.Schema(child))
		return list, err
	}
	object, ok := container.(map[string]any)
	if container != nil && !ok {
		return nil, usagef("%s: there is no field %q in a value that is not an object", name, step)
	}
	if object == nil {
		object = map[string]any{}
	}
	inner, err := s.put(name, object[step], steps[1:], v, registry.Schema(child))
	object[step] = inner
	return object, err
}
