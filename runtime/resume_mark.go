package runtime

import (
	"net/http"
	"strings"

	"github.com/actionctl/connector/registry"
)

// mark tells one state of a file from another. The ETag is a strong one: a weak one
// does not promise the same bytes.
type mark struct{ etag, modified string }

func markOf(header http.Header) mark {
	m := mark{header.Get("ETag"), header.Get("Last-Modified")}
	if !strings.HasPrefix(m.etag, `"`) {
		m.etag = ""
	}
	return m
}

func (m mark) good() bool { return m != mark{} }

// matches reports whether another answer is about the same state. What that answer
// does not say does not count: the request asked for this state.
func (m mark) matches(header http.Header) bool {
	got := markOf(header)
	return (m.etag == "" || got.etag == "" || m.etag == got.etag) &&
		(m.modified == "" || got.modified == "" || m.modified == got.modified)
}

// takesRange reports whether the descriptor says that a part can be asked for.
func takesRange(a *registry.Action) bool {
	for _, p := range a.Params {
		if p.In == registry.InHeader && strings.EqualFold(p.Name, "Range") {
			return a.Method == http.MethodGet
		}
	}
	return false
}

// hasPlainRanges reports whether ranges of an answer are ranges of the bytes read:
// those of an encoded answer are not.
func hasPlainRanges(header http.Header) bool {
	encoding := header.Get("Content-Encoding")
	return (encoding == "" || strings.EqualFold(encoding, "identity")) &&
		!strings.EqualFold(header.Get("Accept-Ranges"), "none")
}
