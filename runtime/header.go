package runtime

import (
	"net/http"

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
		if c, bad := controlByte(value); bad {
			faults.add(p.Name, "has the control character 0x%02x, which a header cannot carry", c)
		}
		header.Set(p.Name, value)
	}
	header.Set("Accept", acceptOf(a, params))
	return header
}

// acceptOf is the media type of the answer the parameters ask for.
func acceptOf(a *registry.Action, params map[string]any) string {
	if a.Response == nil || a.Response.Content == "" {
		return registry.JSONContent
	}
	return contentOf(a.Response, params)
}

// contentOf is the declared media type of the answer: that of the alternative whose
// conditions the parameters meet, else the usual one.
func contentOf(r *registry.Response, params map[string]any) string {
	for _, alt := range r.Alternatives {
		if meets(params, alt.When) {
			return alt.Content
		}
	}
	return r.Content
}

func meets(params map[string]any, when map[string]any) bool {
	for path, want := range when {
		if got, ok := At(params, path); !ok || got != want {
			return false
		}
	}
	return len(when) > 0
}
