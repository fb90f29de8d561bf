package paging

import (
	"maps"
	"reflect"
	"slices"

	"github.com/actionctl/connector/registry"
)

// Position is where a walk stands: what the next request has that the call has not,
// and how many items of its page were handed out already. It has a JSON form. The
// zero Position is the beginning.
type Position struct {
	Follow  bool           `json:"follow,omitempty"`  // the request goes to the followed action
	Set     map[string]any `json:"set,omitempty"`     // parameters
	Body    map[string]any `json:"body,omitempty"`    // members of the body
	Drop    []string       `json:"drop,omitempty"`    // members that the call's body has and the next has not
	Skip    int            `json:"skip,omitempty"`    // items
	Instead bool           `json:"instead,omitempty"` // arrays of a merged object that take the place of others were there
}

// between is what has to change in base to get params. What stays, such as secrets
// that the caller gave, is not in it.
func between(base, params map[string]any) Position {
	var at Position
	for name, v := range params {
		old, known := base[name]
		if known && reflect.DeepEqual(old, v) {
			continue
		}
		if body, isObject := v.(map[string]any); isObject && name == registry.BodyParam {
			was, _ := old.(map[string]any)
			at.body(was, body)
			continue
		}
		if at.Set == nil {
			at.Set = map[string]any{}
		}
		at.Set[name] = v
	}
	return at
}

func (at *Position) body(was, is map[string]any) {
	for name, v := range is {
		old, known := was[name]
		if known && reflect.DeepEqual(old, v) {
			continue
		}
		if at.Body == nil {
			at.Body = map[string]any{}
		}
		at.Body[name] = v
	}
	for name := range was {
		if _, stays := is[name]; !stays {
			at.Drop = append(at.Drop, name)
		}
	}
	slices.Sort(at.Drop)
}

// in is base changed as the position says.
func (at Position) in(base map[string]any) map[string]any {
	params := maps.Clone(base)
	if params == nil {
		params = map[string]any{}
	}
	maps.Copy(params, at.Set)
	if len(at.Body) == 0 && len(at.Drop) == 0 {
		return params
	}
	was, _ := base[registry.BodyParam].(map[string]any)
	body := maps.Clone(was)
	if body == nil {
		body = map[string]any{}
	}
	for _, name := range at.Drop {
		delete(body, name)
	}
	maps.Copy(body, at.Body)
	params[registry.BodyParam] = body
	return params
}
