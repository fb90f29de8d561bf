package schema

import (
	"encoding/json"
	"math"
	"regexp"
	"sync"
)

// acceptors make the acceptors of one mode. They are safe for concurrent use.
type acceptors struct {
	types *Types
	open  bool
	named sync.Map // name of a document: *acceptor
	refs  sync.Map // reference: *acceptor
}

// follow returns the acceptor of a type.
func (s *acceptors) follow(r *reference) *acceptor {
	if made := r.made.Load(); made != nil {
		return made
	}
	made, ok := s.refs.Load(r.to)
	if !ok {
		var a any = refuser
		if doc, err := s.types.Lookup(r.to); err == nil {
			a = s.make(prepare(doc, s.open))
		}
		made, _ = s.refs.LoadOrStore(r.to, a)
	}
	a := made.(*acceptor)
	if a.ref != nil { // a type that is another one's name
		a = refuser
	}
	r.made.Store(a)
	return a
}

var kindNames = map[string]kind{
	"null": nullKind, "boolean": boolKind, "integer": integerKind, "number": integerKind | numberKind,
	"string": textKind, "array": arrayKind, "object": objectKind,
}

// make makes the acceptor of a prepared document.
func (s *acceptors) make(v any) *acceptor {
	doc, ok := v.(Document)
	if !ok {
		return refuser
	}
	if to, ok := doc["$ref"].(string); ok {
		return &acceptor{ref: &reference{to: to}} // the library looks at nothing beside it
	}
	a := &acceptor{}
	for keyword, v := range doc {
		if !s.keyword(a, keyword, v) {
			return refuser
		}
	}
	return a
}

// keyword puts one keyword into a; false leaves the document to the library.
func (s *acceptors) keyword(a *acceptor, keyword string, v any) (ok bool) {
	switch keyword {
	case "type":
		return a.addKinds(v)
	case "properties":
		properties, ok := v.(map[string]any)
		a.properties = make(map[string]*acceptor, len(properties))
		for name, p := range properties {
			a.properties[name] = s.make(p)
		}
		return ok
	case "required":
		list, ok := v.([]any)
		for _, v := range list {
			name, isText := v.(string)
			a.required = append(a.required, name)
			ok = ok && isText
		}
		return ok
	case "additionalProperties":
		switch v {
		case true:
		case false:
			a.more = refuser
		default:
			a.more = s.make(v)
		}
		return true
	case "items":
		a.items = s.make(v)
		return true
	case "anyOf":
		list, ok := v.([]any)
		for _, branch := range list {
			a.anyOf = append(a.anyOf, s.make(branch))
		}
		return ok
	case "enum":
		list, ok := v.([]any)
		return ok && a.addValues(list)
	case "const":
		return a.addValues([]any{v})
	case "pattern":
		text, ok := v.(string)
		a.pattern, _ = regexp.Compile(text)
		return ok && a.pattern != nil
	case "format":
		name, _ := v.(string)
		a.format, ok = formats[name]
		return ok
	}
	return a.addLimit(keyword, v)
}

func (a *acceptor) addKinds(v any) bool {
	names, isList := v.([]any)
	if !isList {
		names = []any{v}
	}
	for _, name := range names {
		text, _ := name.(string)
		k, ok := kindNames[text]
		if !ok {
			return false
		}
		a.kinds |= k
	}
	return true
}

func (a *acceptor) addValues(list []any) bool {
	if a.enumerates() {
		return false // enum and const
	}
	a.texts, a.integers = make(map[string]bool, len(list)), map[int64]bool{}
	for _, v := range list {
		if text, ok := v.(string); ok {
			a.texts[text] = true
			continue
		}
		k, n := measure(v)
		if k != integerKind {
			return false
		}
		a.integers[n] = true
	}
	return true
}

func (a *acceptor) addLimit(keyword string, v any) bool {
	if a.limits == nil {
		a.limits = &limits{low: math.MinInt64, high: math.MaxInt64, longest: math.MaxInt64, most: math.MaxInt64}
	}
	text, _ := v.(json.Number)
	n, ok := decimal(text.String())
	switch l := a.limits; keyword {
	case "minimum":
		l.low = n
	case "maximum":
		l.high = n
	case "minLength":
		l.shortest = n
	case "maxLength":
		l.longest = n
	case "minItems":
		l.fewest = n
	case "maxItems":
		l.most = n
	default:
		return false
	}
	return ok
}

// check is sure that the value is valid for the document called name.
func (s *acceptors) check(name string, document func() Document, value any) bool {
	known, ok := s.named.Load(name)
	if !ok {
		known, _ = s.named.LoadOrStore(name, s.make(prepare(document(), s.open)))
	}
	return s.accepts(known.(*acceptor), value, 0)
}
