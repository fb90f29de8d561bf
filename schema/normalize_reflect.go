package schema

import (
	"encoding"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
)

var (
	jsonMarshaler = reflect.TypeFor[json.Marshaler]()
	textMarshaler = reflect.TypeFor[encoding.TextMarshaler]()
)

// reflected handles the kinds that the type switch of value does not name.
func (n *normalizer) reflected(v reflect.Value, depth int) any {
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return nil
	}
	if v.Type().Implements(textMarshaler) {
		return n.marshal(v.Interface(), depth)
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.Elem().Kind() == reflect.Struct {
			return n.marshal(v.Interface(), depth) // its fields may marshal by pointer
		}
		return n.value(v.Elem().Interface(), depth+1)
	case reflect.Map:
		return n.goMap(v, depth)
	case reflect.Slice, reflect.Array:
		return n.goSlice(v, depth)
	case reflect.Struct:
		return n.marshal(v.Interface(), depth)
	case reflect.String:
		return n.text(v.String(), v.String())
	case reflect.Bool:
		return v.Bool()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int()
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return v.Uint()
	case reflect.Float32:
		// by its shortest text, so that float32(0.1) stays 0.1
		f, _ := strconv.ParseFloat(strconv.FormatFloat(v.Float(), 'g', -1, 32), 64)
		return n.float(f, f)
	case reflect.Float64:
		return n.float(v.Float(), v.Float())
	}
	return n.fault(v.Type().String(), "has no JSON form")
}

func (n *normalizer) goMap(v reflect.Value, depth int) any {
	if v.IsNil() {
		return nil
	}
	members := make(map[string]reflect.Value, v.Len())
	for it := v.MapRange(); it.Next(); {
		name, err := keyName(it.Key())
		if err != nil {
			return n.fault(v.Type().String(), err.Error())
		}
		if _, twice := members[name]; twice {
			return n.fault(v.Type().String(), fmt.Sprintf("two keys are named %q", clip(name)))
		}
		members[name] = it.Value()
	}
	out := make(map[string]any, len(members))
	for _, name := range slices.Sorted(maps.Keys(members)) {
		out[name] = n.member(name, members[name].Interface(), depth)
	}
	return out
}

// keyName is the name of a map's key in JSON, as encoding/json has it; unlike
// there, a string may also come in an interface.
func keyName(k reflect.Value) (name string, err error) {
	if k.Kind() == reflect.Interface {
		k = k.Elem()
	}
	if !k.IsValid() {
		return "", fmt.Errorf("a key that is nil has no name")
	}
	if k.Kind() == reflect.String {
		return k.String(), nil
	}
	if m, ok := k.Interface().(encoding.TextMarshaler); ok {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("a key cannot be marshalled: %v", r)
			}
		}()
		text, err := m.MarshalText()
		return string(text), err
	}
	switch {
	case k.CanInt():
		return strconv.FormatInt(k.Int(), 10), nil
	case k.CanUint():
		return strconv.FormatUint(k.Uint(), 10), nil
	}
	return "", fmt.Errorf("a key of type %s has no name", k.Type())
}

func (n *normalizer) goSlice(v reflect.Value, depth int) any {
	if v.Kind() == reflect.Slice {
		if v.IsNil() {
			return nil
		}
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return n.marshal(v.Interface(), depth)
		}
	}
	out := make([]any, v.Len())
	for i := range out {
		out[i] = n.element(i, elementOf(v, i), depth)
	}
	return out
}

// elementOf is an element as encoding/json sees it: by pointer where it marshals
// itself by pointer.
func elementOf(v reflect.Value, i int) any {
	e := v.Index(i)
	if !e.CanAddr() || e.Kind() == reflect.Pointer || e.Kind() == reflect.Interface {
		return e.Interface()
	}
	p := reflect.PointerTo(e.Type())
	if e.Kind() == reflect.Struct || p.Implements(jsonMarshaler) || p.Implements(textMarshaler) {
		return e.Addr().Interface()
	}
	return e.Interface()
}

// marshal goes through encoding/json, for values that define their own form.
func (n *normalizer) marshal(v any, depth int) (out any) {
	defer func() {
		if r := recover(); r != nil {
			out = n.fault(fmt.Sprintf("%T", v), fmt.Sprintf("cannot be marshalled: %v", r))
		}
	}()
	if rv := reflect.ValueOf(v); rv.Kind() == reflect.Pointer && rv.IsNil() {
		return nil
	}
	text, err := json.Marshal(v)
	if err != nil {
		return n.fault(fmt.Sprintf("%T", v), err.Error())
	}
	return n.raw(text, depth)
}

func (n *normalizer) raw(text []byte, depth int) any {
	out, err := Decode(text)
	if err != nil {
		return n.fault("", err.Error())
	}
	return n.value(out, depth+1)
}
