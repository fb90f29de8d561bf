package sandbox

import (
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// What a page holds when neither the caller nor Config says.
const (
	defaultPage  = 20        // items
	defaultBytes = 512 << 10 // bytes of a file
)

// pageRules say how lists are cut into pages. The zero value cuts as the service
// would, into pages of 20.
type pageRules struct {
	seeds int // items of a list that has nothing behind it
	size  int // items on a page when the caller asks for no number; 0 is 20
	empty int // every so manieth page is empty though a token follows; 0 is none
}

// window cuts an answer that has everything down to the page that the call asks
// for, by the paginate block alone. Whole is a list's answer with all the items in
// their place, or the one object that is split over pages (merge), or a file with
// its bytes in place of their base64. An action that does not page gets whole back.
//
// It changes whole: items, token, more, and the fields that tell of the list, such
// as totalResults, where the schema has them.
//
// Actions that serve the further pages of another (follow) must be called with the
// same items; nothing else has to be kept for them.
func (s *Sandbox) window(c *call, whole any) (any, *refusal) {
	p := c.action.Paginate
	if p == nil || c.action.Response == nil {
		return whole, nil
	}
	w := window{box: s, call: c, p: p, doc: schema.Document(c.action.Response.Schema), whole: whole}
	switch {
	case len(p.Merge) > 0:
		return w.split()
	case p.Style == registry.PageOffset:
		return w.bytes()
	case p.Send == "":
		return whole, nil
	}
	return w.list()
}

// window is one cutting.
type window struct {
	box   *Sandbox
	call  *call
	p     *registry.Paginate
	doc   schema.Document // of the answer
	whole any
}
