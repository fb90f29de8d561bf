package sandbox

import (
	"encoding/base64"

	"github.com/actionctl/connector/registry"
)

// fileValue is how a file stands in an answer: in base64, or as it is where window
// cuts a piece out of it and would decode the whole again for each.
func fileValue(a *registry.Action, data []byte) any {
	if p := a.Paginate; p != nil && p.Style == registry.PageOffset {
		return data
	}
	return base64.StdEncoding.EncodeToString(data)
}

// bytes cuts a file to the range that the call asks for.
func (w *window) bytes() (any, *refusal) {
	found, _ := valueAt(w.whole, dotted(w.p.Items))
	data, ok := found.([]byte)
	if text, isText := found.(string); isText && !ok {
		var err error
		if data, err = base64.StdEncoding.DecodeString(text); err != nil {
			return nil, broken(err)
		}
	}
	n, _, no := w.limit()
	if no != nil {
		return nil, no
	}
	if n == 0 {
		n = defaultBytes
	}
	skip, _, no := w.number(w.p.Send)
	if no != nil {
		return nil, no
	}
	if skip < 0 {
		return nil, invalid("%s: %s is %d; give a number of 0 or more", w.call.action.Name, w.p.Send, skip)
	}
	skip = min(skip, len(data))
	n = min(n, len(data)-skip)
	w.put(w.p.Items, base64.StdEncoding.EncodeToString(data[skip:skip+n]))
	w.put(w.p.Read, count(n))
	return w.whole, nil
}
