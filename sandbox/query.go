package sandbox

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// pair is one name and value of a query, unescaped.
type pair struct{ name, value string }

// splitQuery reads a raw query strictly: no empty parts, no part without =, no bad
// escapes. Values are not shown in errors, they may be secrets.
func splitQuery(raw string) ([]pair, []error) {
	if raw == "" {
		return nil, nil
	}
	var pairs []pair
	var faults []error
	for part := range strings.SplitSeq(raw, "&") {
		if part == "" {
			faults = append(faults, errors.New("the query has an empty part; write name=value&name=value"))
			continue
		}
		rawName, rawValue, given := strings.Cut(part, "=")
		name, err := unescapeQuery(rawName)
		switch {
		case err != nil:
			faults = append(faults, fmt.Errorf("the query name %q: %w", clip(rawName), err))
			continue
		case name == "":
			faults = append(faults, errors.New("the query has a value without a name"))
			continue
		case !given:
			faults = append(faults, fmt.Errorf("the query name %q has no value; write %s=", clip(name), clip(rawName)))
			continue
		}
		value, err := unescapeQuery(rawValue)
		if err != nil {
			faults = append(faults, fmt.Errorf("the value of the query name %q: %w", clip(name), err))
			continue
		}
		pairs = append(pairs, pair{name, value})
	}
	return pairs, faults
}

func unescapeQuery(raw string) (string, error) {
	for i := range len(raw) {
		if c := raw[i]; c <= ' ' || c >= 0x7f || strings.IndexByte(`;"<>`, c) >= 0 {
			return "", fmt.Errorf("the byte %q stands bare; write %%%02X", c, c)
		}
	}
	plain, err := url.QueryUnescape(raw)
	if err != nil {
		return "", errors.New("a % is not followed by two hexadecimal digits")
	}
	if !utf8.ValidString(plain) {
		return "", errors.New("it is not UTF-8 once unescaped")
	}
	return plain, nil
}

// readQuery puts the query into the parameters: dots nest, repeats make lists.
func (s *Sandbox) readQuery(c *call, raw string) {
	pairs, faults := splitQuery(raw)
	for _, err := range faults {
		c.fault(registry.InQuery, nil, err.Error())
	}
	w := writing{s.types, c, registry.InQuery}
	for _, pr := range pairs {
		steps := []string{pr.name}
		p, ok := c.action.Param(pr.name)
		if !ok {
			steps = strings.Split(pr.name, ".")
			p, ok = c.action.Param(steps[0])
		}
		switch {
		case ok && p.In == registry.InQuery:
			w.put(c.params, steps, schema.Document(p.Schema), pr.value)
		case ok || steps[0] == registry.BodyParam && c.action.Body != nil:
			in := c.action.Locate(steps[0])
			c.fault(registry.InQuery, steps[:1], fmt.Sprintf("belongs into the %s, not the query", in))
		default:
			c.params[pr.name] = pr.value // the check refuses it by name
		}
	}
}
