package runtime

import (
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"unicode"

	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
)

// encodeHeader writes the header parameters.
func encodeHeader(a *registry.Action, params map[string]any, faults *Faults) http.Header {
	header := make(http.Header, usualHeaders)
	for _, p := range a.Params {
		v := params[p.Name]
		if p.In != registry.InHeader || v == nil {
			continue
		}
		value, err := text(v)
		if err != nil {
			faults.add(p.Name, "%s", err)
		}
		if err := headerForm(value); err != nil {
			faults.add(p.Name, "%s", err)
		}
		header.Set(p.Name, value)
	}
	return header
}

// usualHeaders is how many headers most requests have: a map of this size grows once.
const usualHeaders = 8

// headers gathers headers of one value each, so that they share one allocation.
type headers struct {
	n      int
	names  [4]string // canonical
	values [4]string
}

// add notes a header unless it is empty.
func (h *headers) add(name, value string) {
	if value == "" {
		return
	}
	h.names[h.n], h.values[h.n] = name, value
	h.n++
}

// into puts the headers into a map. No value can be appended to in place.
func (h *headers) into(header http.Header) {
	values := make([]string, h.n)
	for i := range values {
		values[i] = h.values[i]
		header[h.names[i]] = values[i : i+1 : i+1]
	}
}

// first is the first value of a header, "" when there is none.
func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// headerForm refuses what would not arrive as it is: HTTP trims spaces, and agrees
// on no encoding beyond ASCII.
func headerForm(value string) error {
	if isPlain(value) {
		return nil
	}
	if c, bad := controlByte(value); bad {
		return fmt.Errorf("has the control character 0x%02x, which a header cannot carry", c)
	}
	if strings.Trim(value, " ") != value {
		return errors.New("begins or ends with a space, which a header loses")
	}
	for _, c := range value {
		if c > unicode.MaxASCII {
			return fmt.Errorf("has the character %q, and a header carries ASCII only", c)
		}
	}
	return nil
}

// isPlain is whether a value is of printing ASCII, without a space at its ends. Tokens are,
// and they can be long.
func isPlain(value string) bool {
	for i := range len(value) {
		if value[i] < ' ' || value[i] > '~' {
			return false
		}
	}
	return value == "" || value[0] != ' ' && value[len(value)-1] != ' '
}

// contentOf is the media type of the answer that is asked for: that of the
// alternative whose conditions the parameters meet, else the usual one. It is empty
// when no body is expected.
func contentOf(r *registry.Response, params map[string]any) string {
	if r == nil {
		return ""
	}
	for _, alt := range r.Alternatives {
		if meets(params, alt.When) {
			return alt.Content
		}
	}
	return r.Content
}

func meets(params map[string]any, when map[string]any) bool {
	for path, want := range when {
		if got, ok := dotted.At(params, path); !ok || !reflect.DeepEqual(got, want) {
			return false
		}
	}
	return len(when) > 0
}
