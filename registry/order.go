package registry

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// The order in which canonical files write keys. Keys that are not listed follow
// in their own order, extensions (x-…) come last and sorted.
var (
	descriptorOrder = []string{
		"name", "replaces", "summary", "description", "deprecated", "http", "auth", "safety",
		"required", "path", "query", "header", "body", "response", "idempotency", "fails_when",
		"errors", "paginate", "wait",
	}
	schemaOrder = []string{
		"$ref", "type", "format", "const", "enum", "default", "minimum", "maximum", "minLength",
		"maxLength", "pattern", "minItems", "maxItems", "items", "oneOf", "anyOf", "description",
		"deprecated", "examples", "required", "properties", "additionalProperties",
	}
	partOrder = map[string][]string{
		"body":         {"required", "content", "schema"},
		"response":     {"content", "schema", "headers", "alternatives"},
		"alternatives": {"when", "content"},
		"idempotency":  {"token", "repeatable"},
		"fails_when":   {"path", "values", "code", "message"},
		"errors":       {"status", "code", "message", "kind"},
		"paginate": {
			"style", "send", "read", "read_else", "more", "first", "items", "items_else", "header", "distinct", "limit",
			"max_limit", "send_limit", "stop_on_empty", "next_request", "merge", "merge_instead", "follow",
		},
		"follow": {"action", "with"},
		"wait": {
			"poll", "with", "each", "state", "success", "success_when", "failure", "stale", "not_found",
			"result", "message", "code", "timeout", "abort", "parts",
		},
		"each":   {"items", "key", "among", "skip"},
		"result": {"path", "success", "failure"},
		"abort":  {"action", "with"},
		"parts": {
			"items", "name", "attempt", "state", "failure", "result", "not_run", "message", "output", "error",
		},
		"output": {"action", "with"},
	}
)

func orderDescriptor(doc *yaml.Node) {
	order(doc, descriptorOrder)
	eachPair(doc, func(name string, v *yaml.Node) {
		switch name {
		case "path", "query", "header":
			eachPair(v, func(_ string, s *yaml.Node) { orderSchema(s) })
		default:
			orderPart(name, v)
		}
	})
}

// orderPart orders the keys of one part of a descriptor, and of the parts in it.
func orderPart(name string, v *yaml.Node) {
	switch {
	case name == "schema", name == "response" && isSchemaNode(v):
		orderSchema(v)
	case v.Kind == yaml.SequenceNode:
		for _, c := range v.Content {
			orderPart(name, c)
		}
	case partOrder[name] != nil:
		order(v, partOrder[name])
		eachPair(v, orderPart)
	}
}

// orderSchema orders the keywords of a schema all the way down. Properties keep
// the order they were written in: it is the author's, and readers see it.
func orderSchema(n *yaml.Node) {
	order(n, schemaOrder)
	eachPair(n, func(keyword string, v *yaml.Node) {
		switch keyword {
		case "properties":
			eachPair(v, func(_ string, s *yaml.Node) { orderSchema(s) })
		case "items", "additionalProperties":
			orderSchema(v)
		case "oneOf", "anyOf":
			for _, c := range v.Content {
				orderSchema(c)
			}
		}
	})
}

func order(n *yaml.Node, keys []string) {
	extension := func(k string) bool { return strings.HasPrefix(k, "x-") }
	rank := func(k string) int {
		switch i := slices.Index(keys, k); {
		case i >= 0:
			return i
		case extension(k):
			return len(keys) + 1
		}
		return len(keys)
	}
	sortPairs(n, func(a, b string) int {
		if d := rank(a) - rank(b); d != 0 || !extension(a) {
			return d
		}
		return strings.Compare(a, b)
	})
}

func eachPair(n *yaml.Node, f func(key string, v *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		f(n.Content[i].Value, n.Content[i+1])
	}
}
