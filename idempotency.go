package connector

import (
	"crypto/rand"
	"maps"
	"strings"

	"github.com/actionctl/connector/registry"
)

// withToken returns params with the action's idempotency token filled in: key, or a
// new one when mint is set. What the caller put there stays, as do params of actions
// without such a token.
func withToken(a *registry.Action, params map[string]any, key string, mint bool) map[string]any {
	if a.Idempotency == nil || a.Idempotency.Token == "" || key == "" && !mint {
		return params
	}
	if key == "" {
		key = rand.Text()
	}
	return fill(params, strings.Split(a.Idempotency.Token, "."), key)
}

// fill sets the value at path unless there is one, copying what it changes.
func fill(object map[string]any, path []string, value string) map[string]any {
	name := path[0]
	old, given := object[name]
	if len(path) == 1 {
		if given && old != nil {
			return object
		}
		object = clone(object)
		object[name] = value
		return object
	}
	inner, isObject := old.(map[string]any)
	if given && old != nil && !isObject {
		return object // the check says what is wrong with it
	}
	filled := fill(inner, path[1:], value)
	object = clone(object)
	object[name] = filled
	return object
}

func clone(object map[string]any) map[string]any {
	if object == nil {
		return map[string]any{}
	}
	return maps.Clone(object)
}
