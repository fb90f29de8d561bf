package registry

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// The order in which canonical files write keys. Keys that are not listed follow
// in their own order.
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
	bodyOrder     = []string{"required", "content", "schema"}
	responseOrder = []string{"content", "schema", "headers", "alternatives"}
	paginateOrder = []string{
		"style", "send", "read", "read_else", "first", "items", "items_else", "limit", "max_limit",
		"send_limit", "stop_on_empty", "next_request", "merge", "merge_instead", "follow",
	}
	waitOrder = []string{
		"poll", "with", "each", "state", "success", "success_when", "failure", "not_found",
		"result", "message", "code", "timeout", "abort",
	}
)

func orderDescriptor(doc *yaml.Node) {
	order(doc, descriptorOrder)
	eachPair(doc, func(name string, v *yaml.Node) {
		switch name {
		case "path", "query", "header":
			eachPair(v, func(_ string, s *yaml.Node) { orderSchema(s) })
		case "body":
			order(v, bodyOrder)
			eachPair(v, orderSchemaKey)
		case "response":
			if isSchemaNode(v) {
				orderSchema(v)
				return
			}
			order(v, responseOrder)
			eachPair(v, orderSchemaKey)
		case "paginate":
			order(v, paginateOrder)
		case "wait":
			order(v, waitOrder)
		}
	})
}

func orderSchemaKey(name string, v *yaml.Node) {
	if name == "schema" {
		orderSchema(v)
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
	rank := func(k string) int {
		if i := slices.Index(keys, k); i >= 0 {
			return i
		}
		return len(keys)
	}
	sortPairs(n, func(a, b string) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		if strings.HasPrefix(a, "x-") && strings.HasPrefix(b, "x-") {
			return strings.Compare(a, b)
		}
		return 0
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
