package sandbox

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"slices"

	"github.com/actionctl/connector/registry"
)

// position is where a page begins.
type position struct {
	page  int  // pages before it
	skip  int  // items before it
	loose bool // its token fits calls that have only the path in common: it led to another action
}

// sumSize is how many bytes of a token tell that it is one, and of which list.
const sumSize = 9

// token is a position as text that says nothing to a reader. The scope names the
// list; a token of another one does not open.
func (at position) token(scope []byte) string {
	text := []byte{0}
	if at.loose {
		text[0] = 1
	}
	text = binary.AppendUvarint(text, uint64(at.page))
	text = binary.AppendUvarint(text, uint64(at.skip))
	return base64.RawURLEncoding.EncodeToString(append(sum(text, scope), text...))
}

// openToken reads a token of one of two scopes; false for any other text.
func openToken(token string, strict, loose []byte) (position, bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(raw) <= sumSize {
		return position{}, false
	}
	at, scope := position{loose: raw[sumSize] == 1}, strict
	if at.loose {
		scope = loose
	}
	text := raw[sumSize:]
	if !bytes.Equal(raw[:sumSize], sum(text, scope)) {
		return position{}, false
	}
	page, n := binary.Uvarint(text[1:])
	skip, m := binary.Uvarint(text[1+max(n, 0):])
	at.page, at.skip = int(page), int(skip) //nolint:gosec // the sum says that they were ints
	return at, n > 0 && m > 0
}

func sum(text, scope []byte) []byte {
	whole := sha256.Sum256(append(slices.Clone(text), scope...))
	return whole[:sumSize]
}

// scope names the list of a call: action and parameters without those that tell
// pages apart. The loose scope has only what the action that serves the further
// pages knows too: its name and its path.
func (w *window) scope(loose bool) []byte {
	a, params := w.call.action, w.call.params
	said := map[string]any{}
	if loose && w.p.Follow != nil {
		return w.scopeOfFollower()
	}
	for _, p := range a.Params {
		if v, ok := params[p.Name]; ok && (p.In == registry.InPath || !loose) {
			said[p.Name] = copyOf(v)
		}
	}
	if body, ok := params[registry.BodyParam]; ok && !loose {
		said[registry.BodyParam] = copyOf(body)
	}
	for _, path := range []string{w.p.Send, w.p.Limit} {
		edit{at: dotted(path), remove: true}.apply(said)
	}
	if body, ok := said[registry.BodyParam].(map[string]any); ok && len(body) == 0 {
		delete(said, registry.BodyParam)
	}
	return scopeOf(a.Name, said)
}

// scopeOfFollower is the loose scope of the action that serves the further pages.
func (w *window) scopeOfFollower() []byte {
	said := map[string]any{}
	target, err := w.box.reg.Action(w.p.Follow.Action)
	if err != nil {
		return scopeOf(w.p.Follow.Action, said) // calling it says what is wrong with it
	}
	sources := map[string]any{"request": w.call.params, "response": w.whole}
	for _, p := range target.Params {
		if v, ok := valueAt(sources, dotted(w.p.Follow.With[p.Name])); ok && p.In == registry.InPath {
			said[p.Name] = v
		}
	}
	return scopeOf(target.Name, said)
}

func scopeOf(action string, said map[string]any) []byte {
	text, _ := json.Marshal([]any{action, said}) // JSON kinds only
	return text
}
