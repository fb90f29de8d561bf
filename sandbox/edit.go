package sandbox

import (
	"slices"
	"strings"

	"github.com/actionctl/connector/schema"
)

// edit changes one place of an answer.
type edit struct {
	at     []string
	value  any
	remove bool
}

// apply returns v with the edit. A place that v does not have is left alone.
func (e edit) apply(v any) any {
	if len(e.at) == 0 {
		return e.value
	}
	last := len(e.at) - 1
	parent, ok := valueAt(v, e.at[:last])
	if !ok {
		return v
	}
	switch c := parent.(type) {
	case map[string]any:
		if e.remove {
			delete(c, e.at[last])
		} else {
			c[e.at[last]] = e.value
		}
	case []any:
		if i, ok := place(e.at[last], len(c)); ok && !e.remove {
			c[i] = e.value
		}
	}
	return v
}

// without drops the edits that problems are about, all of them when none can be
// told. A field that cannot be removed becomes empty text, which ends a list too.
func without(edits []edit, problems []schema.Problem) []edit {
	var kept []edit
	changed := false
	for _, e := range edits {
		blamed := slices.ContainsFunc(problems, func(p schema.Problem) bool { return touches(p.Pointer, pointer(e.at)) })
		switch {
		case !blamed:
			kept = append(kept, e)
		case e.remove:
			kept = append(kept, edit{at: e.at, value: ""})
		}
		changed = changed || blamed
	}
	if !changed {
		return nil
	}
	return kept
}

// touches reports whether one pointer leads to or through the other.
func touches(a, b string) bool {
	return a == b || strings.HasPrefix(a, b+"/") || strings.HasPrefix(b, a+"/")
}
