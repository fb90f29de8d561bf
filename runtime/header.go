package runtime

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"unicode"

	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
)

// encodeHeader writes the header parameters and the headers that follow from the
// descriptor. Credentials are not among them.
func encodeHeader(a *registry.Action, params map[string]any, faults *Faults) http.Header {
	header := http.Header{}
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
	header.Set("Accept", cmp.Or(contentOf(a.Response, params), registry.JSONContent))
	return header
}

// headerForm refuses what would not arrive as it is: HTTP trims spaces, and agrees
// on no encoding beyond ASCII.
func headerForm(value string) error {
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
