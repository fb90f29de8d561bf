package render

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/terminal"
)

// deepest is how many names a dotted name has at most; what lies deeper is JSON.
const deepest = 3

// pair is one line about an object.
type pair struct {
	name  string
	value string
	rank  rank
}

// writePairs writes an object as names and values: what it is first, the rest in the
// order of names.
func writePairs(w io.Writer, object map[string]any, o Options) error {
	var pairs []pair
	if len(o.Columns) > 0 {
		pairs = asked(object, &o)
	} else {
		pairs = flat(object, "", 1)
		slices.SortFunc(pairs, func(a, b pair) int {
			return cmp.Or(cmp.Compare(min(a.rank, anyKind), min(b.rank, anyKind)), strings.Compare(a.name, b.name))
		})
	}
	width := 0
	for _, p := range pairs {
		width = max(width, min(terminal.Cells(p.name), widestName))
	}
	var b strings.Builder
	for _, p := range pairs {
		b.WriteString(p.line(width, o) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// widestName is how far names push all values to the right.
const widestName = 36

// line is a name, filled up to a width, and its value.
func (p pair) line(width int, o Options) string {
	name, value := p.name, p.value
	if o.Width > 0 {
		width = min(width, max(o.Width/2, 1))
		name = terminal.Cut(name, max(o.Width*2/3, 1))
		value = terminal.Cut(value, max(o.Width-max(width, terminal.Cells(name))-len(between), 1))
	}
	fill := strings.Repeat(" ", max(0, width-terminal.Cells(name)))
	return strings.TrimRight(o.Paint.In(keyStyle, name)+fill+between+value, " ")
}

// flat are the fields of an object, those of inner objects under dotted names.
func flat(object map[string]any, prefix string, depth int) []pair {
	var pairs []pair
	for name, v := range object {
		inner, isObject := v.(map[string]any)
		path := prefix + terminal.Line(name)
		if isObject && len(inner) > 0 && depth < deepest {
			pairs = append(pairs, flat(inner, path+".", depth+1)...)
			continue
		}
		f := newField(name, "", true)
		if prefix != "" {
			f.rank = unranked
		}
		pairs = append(pairs, pair{path, readable(v, f), f.rank})
	}
	return pairs
}

// asked are the fields that a person named.
func asked(object map[string]any, o *Options) []pair {
	r := rows{o: *o, pending: []any{object}, any: true}
	r.choose(true)
	pairs := make([]pair, len(r.columns))
	for i, c := range r.columns {
		pairs[i] = pair{name: terminal.Line(c.title), value: readable(r.value(object, i), c.Field)}
	}
	r.missing()
	return pairs
}
