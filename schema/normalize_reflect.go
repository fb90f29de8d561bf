package schema

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strconv"
)

// reflected handles the kinds that the type switch of value does not name.
func (n *normalizer) reflected(v reflect.Value, at string, depth int) any {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return n.value(v.Elem().Interface(), at, depth+1)
	case reflect.Map:
		return n.goMap(v, at, depth)
	case reflect.Slice, reflect.Array:
		return n.goSlice(v, at, depth)
	case reflect.Struct:
		return n.marshal(v.Interface(), at, depth)
	}
	if text, ok := v.Interface().(encoding.TextMarshaler); ok {
		return n.marshal(text, at, depth)
	}
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Bool:
		return v.Bool()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int()
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return v.Uint()
	case reflect.Float32:
		// by its shortest text, so that float32(0.1) stays 0.1
		f, _ := strconv.ParseFloat(strconv.FormatFloat(v.Float(), 'g', -1, 32), 64)
		return n.float(f, at)
	case reflect.Float64:
		return n.float(v.Float(), at)
	}
	return n.fault(at, v.Type().String(), "has no JSON form")
}

func (n *normalizer) goMap(v reflect.Value, at string, depth int) any {
	if v.IsNil() {
		return nil
	}
	if v.Type().Key().Kind() != reflect.String {
		if v.Type().Key().Kind() != reflect.Interface {
			return n.marshal(v.Interface(), at, depth)
		}
	}
	out := make(map[string]any, v.Len())
	for it := v.MapRange(); it.Next(); {
		k := it.Key()
		if k.Kind() == reflect.Interface {
			k = k.Elem()
		}
		if k.Kind() != reflect.String {
			return n.fault(at, fmt.Sprint(k), "is no string, so it cannot be a name")
		}
		out[k.String()] = n.value(it.Value().Interface(), at+"/"+escapePointer(k.String()), depth+1)
	}
	return out
}

func (n *normalizer) goSlice(v reflect.Value, at string, depth int) any {
	if v.Kind() == reflect.Slice {
		if v.IsNil() {
			return nil
		}
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return n.marshal(v.Interface(), at, depth)
		}
	}
	out := make([]any, v.Len())
	for i := range out {
		out[i] = n.value(v.Index(i).Interface(), at+"/"+strconv.Itoa(i), depth+1)
	}
	return out
}

// marshal goes through encoding/json, for values that define their own form.
func (n *normalizer) marshal(v any, at string, depth int) (out any) {
	defer func() {
		if r := recover(); r != nil {
			out = n.fault(at, fmt.Sprintf("%T", v), fmt.Sprintf("cannot be marshalled: %v", r))
		}
	}()
	if rv := reflect.ValueOf(v); rv.Kind() == reflect.Pointer && rv.IsNil() {
		return nil
	}
	text, err := json.Marshal(v)
	if err != nil {
		return n.fault(at, fmt.Sprintf("%T", v), err.Error())
	}
	return n.raw(text, at, depth)
}

func (n *normalizer) raw(text []byte, at string, depth int) any {
	out, err := Decode(text)
	if err != nil {
		return n.fault(at, "", err.Error())
	}
	return n.value(out, at, depth+1)
}

// Decode decodes one JSON value with exact numbers (json.Number). Anything after
// the value is an error.
func Decode(text []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, fmt.Errorf("not JSON: %w", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("not JSON: there is more after the value, at byte %d", dec.InputOffset())
	}
	return v, nil
}

// dropNulls returns value without the members that are null, copying only what
// has some.
func dropNulls(value any) any {
	switch v := value.(type) {
	case map[string]any:
		var out map[string]any
		for k, member := range v {
			kept := dropNulls(member)
			if member != nil && same(member, kept) {
				continue
			}
			if out == nil {
				out = make(map[string]any, len(v))
				for k, member := range v {
					out[k] = member
				}
			}
			if member == nil {
				delete(out, k)
			} else {
				out[k] = kept
			}
		}
		if out != nil {
			return out
		}
	case []any:
		out := v
		for i, element := range v {
			kept := dropNulls(element)
			if same(element, kept) {
				continue
			}
			if &out[0] == &v[0] {
				out = append([]any(nil), v...)
			}
			out[i] = kept
		}
		return out
	}
	return value
}
