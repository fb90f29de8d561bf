package pagefake

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/actionctl/connector/registry"
)

func isInteger(a *registry.Action, name string) bool {
	p, ok := a.Param(name)
	return ok && p.Schema["type"] == "integer"
}

func part(items []any, from, to int) []any {
	return items[min(max(from, 0), len(items)):min(max(to, 0), len(items))]
}

func number(v any) int {
	n, err := strconv.Atoi(fmt.Sprint(v))
	if err != nil {
		return 0
	}
	return n
}

// at is the value at a dotted path of names.
func at(v any, path string) any {
	for name := range strings.SplitSeq(path, ".") {
		o, _ := v.(object)
		v = o[name]
	}
	return v
}

// put sets the value at a dotted path of names in a copy of v.
func put(v any, path string, value any) any {
	if path == "$" {
		return value
	}
	name, rest, deeper := strings.Cut(path, ".")
	out := object{}
	if o, ok := v.(object); ok {
		for k, member := range o {
			out[k] = member
		}
	}
	if deeper {
		value = put(out[name], rest, value)
	}
	out[name] = value
	return out
}

// decodeQuery is a query as parameters; a dot leads into an object.
func decodeQuery(query url.Values) object {
	var params any = object{}
	for name, values := range query {
		params = put(params, name, values[0])
	}
	return params.(object)
}

func decodeBody(text []byte) (any, error) {
	dec := json.NewDecoder(strings.NewReader(string(text)))
	dec.UseNumber()
	var v any
	return v, dec.Decode(&v)
}
