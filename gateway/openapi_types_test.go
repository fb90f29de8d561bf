package gateway

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/batch"
)

// The Go types that answers are made of have the fields that their schemas have: no
// more, no less.
func TestTypesAreTheirSchemas(t *testing.T) {
	for name, value := range map[string]any{
		"ErrorObject":       &connector.ErrorObject{Category: connector.CategoryFailed},
		"Part":              &connector.Part{},
		"Attempt":           &connector.Attempt{},
		"Started":           &startedEvent{},
		"Progress":          &progressEvent{},
		"WaitAnswer":        &waitAnswer{},
		"ItemsAnswer":       &itemsAnswer{},
		"BatchResult":       &batch.Line{Outcome: "done", Encoding: "base64"},
		"AbstraActions":     &abstraList{},
		"AbstraAction":      &abstraDetails{},
		"AbstraConnections": &[]abstraConnection{},
		"WaitRequest":       &waitBody{callBody: callBody{Validation: "off"}},
		"ItemsRequest":      &itemsBody{callBody: callBody{Validation: "off"}},
		"AbstraCall":        &abstraCall{},
	} {
		fill(reflect.ValueOf(value).Elem())
		text, err := json.Marshal(value)
		require.NoError(t, err)
		if name == "BatchResult" { // skipped is for journals, which only the command line has
			text = without(t, text, "skipped")
		}
		if name == "WaitRequest" { // a call or a handle
			assert.NoError(t, checked(t, name, without(t, text, "handle")))
			assert.Error(t, checked(t, name, text))
			continue
		}
		assert.NoError(t, checked(t, name, text), "%s: %s", name, text)
		assert.ElementsMatch(t, properties(t, name), fields(t, text), name)
	}
}

// The categories of errors are those that have a status.
func TestCategoriesAreDeclared(t *testing.T) {
	all, err := components()
	require.NoError(t, err)
	var s struct {
		Properties struct {
			Category struct {
				Enum []string `json:"enum"`
			} `json:"category"`
		} `json:"properties"`
	}
	require.NoError(t, json.Unmarshal(all["ErrorObject"], &s))
	for category := range statusOfCategory {
		assert.True(t, slices.Contains(s.Properties.Category.Enum, category), category)
	}
	assert.Len(t, s.Properties.Category.Enum, len(statusOfCategory))
}

// fill sets every field that is empty, so that JSON leaves none out.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() || v.Type().Field(i).Anonymous {
				fill(f)
			}
		}
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[json.RawMessage]() {
			v.SetBytes([]byte(`{}`))
		} else if v.Len() == 0 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			fill(v.Index(0))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
	case reflect.Pointer:
		if o, ok := v.Addr().Interface().(**connector.ErrorObject); ok {
			*o = &connector.ErrorObject{Category: connector.CategoryLocal}
			fill(v.Elem())
			return
		}
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		fill(v.Elem())
	case reflect.String:
		if v.IsZero() && v.CanSet() {
			v.SetString("body")
		}
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		if v.Type() != reflect.TypeFor[time.Duration]() || v.IsZero() {
			v.SetInt(1)
		}
	case reflect.Interface:
		v.Set(reflect.ValueOf("any"))
	}
}

func fields(t *testing.T, text []byte) []string {
	t.Helper()
	var list []json.RawMessage
	if json.Unmarshal(text, &list) == nil {
		text = list[0]
	}
	var object map[string]any
	require.NoError(t, json.Unmarshal(text, &object))
	var names []string
	for name := range object {
		names = append(names, name)
	}
	return names
}

func properties(t *testing.T, name string) []string {
	t.Helper()
	all, err := components()
	require.NoError(t, err)
	type object struct {
		Properties map[string]any `json:"properties"`
	}
	var s struct {
		object
		Items object `json:"items"`
	}
	require.NoError(t, json.Unmarshal(all[name], &s))
	var names []string
	for _, of := range []object{s.object, s.Items} {
		for name := range of.Properties {
			names = append(names, name)
		}
	}
	return names
}

func without(t *testing.T, text []byte, name string) []byte {
	t.Helper()
	var object map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(text, &object))
	delete(object, name)
	text, err := json.Marshal(object)
	require.NoError(t, err)
	return text
}
