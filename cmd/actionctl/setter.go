package main

import (
	"strconv"
	"strings"

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
	doc := s.schemaOf(steps)
	if isJSON {
		v, err := schema.Decode([]byte(value))
		if err != nil {
			return usagef("%s: %w; in %s:=JSON text needs quotes, or use %s=VALUE", name, err, name, name)
		}
		return s.set(name, steps, v)
	}
	if doc["type"] == "array" {
		items, _ := doc["items"].(map[string]any)
		v, err := s.value(name, value, s.in.types.Resolve(items))
		if err != nil {
			return err
		}
		return s.add(name, steps, v)
	}
	v, err := s.value(name, value, doc)
	if err != nil {
		return err
	}
	return s.set(name, steps, v)
}

func (s *setter) value(name, value string, doc schema.Document) (any, error) {
	if file, ok := strings.CutPrefix(value, "@"); ok {
		return s.in.file(name, file, doc)
	}
	return convert(value, doc), nil
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

func (s *setter) schemaOf(steps []string) schema.Document {
	doc := schema.Document(s.in.action.ParamsSchema())
	for _, step := range steps {
		doc, _ = s.in.types.Child(doc, step)
	}
	return s.in.types.Resolve(doc)
}

// set puts v at the place that steps name, making objects and lists on the way.
func (s *setter) set(name string, steps []string, v any) error {
	if s.given[name] {
		return usagef("%s is given twice", name)
	}
	s.given[name] = true
	out, err := s.put(name, s.root, steps, v, s.in.action.ParamsSchema())
	if err == nil {
		s.root = out.(map[string]any)
	}
	return err
}

// add appends v to the list that steps name. The first argument for a list replaces
// what --params or --data had there.
func (s *setter) add(name string, steps []string, v any) error {
	var before []any
	if s.given[name] {
		before, _ = s.at(steps).([]any)
	}
	s.given[name] = true
	out, err := s.put(name, s.root, steps, append(before, v), s.in.action.ParamsSchema())
	if err == nil {
		s.root = out.(map[string]any)
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
