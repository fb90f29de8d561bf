package paging

import (
	"fmt"

	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
)

// withSize is params with the page size: what the caller asked for, else what the
// descriptor has sent in its place.
func withSize(a *registry.Action, params map[string]any, size int) (map[string]any, error) {
	p := a.Paginate
	own, given := dotted.At(params, p.Limit)
	given = given && own != nil && p.Limit != ""
	switch {
	case size < 0:
		return nil, fmt.Errorf("page size %d is negative; leave it out for that of the service", size)
	case size > 0 && p.Limit == "":
		return nil, fmt.Errorf("page size %d: %s has no parameter for the size of pages; leave it out", size, a.Name)
	case size > 0 && given:
		return nil, fmt.Errorf("page size %d: the parameter %s sets it already; give one of the two", size, p.Limit)
	case p.MaxLimit > 0 && size > p.MaxLimit:
		return nil, fmt.Errorf("page size %d: %s takes %d at most", size, p.Limit, p.MaxLimit)
	case size > 0:
		return dotted.With(params, p.Limit, size), nil
	case p.Limit != "" && p.SendLimit != nil && !given:
		return dotted.With(params, p.Limit, *p.SendLimit), nil
	}
	return params, nil
}

// ownSize is params of a followed action. The caller's page size is for the action
// that was called; it counts here as far as it has a meaning here.
func ownSize(a *registry.Action, params map[string]any, size int) map[string]any {
	if sized, err := withSize(a, params, size); err == nil {
		return sized
	}
	sized, _ := withSize(a, params, 0) // without a size there is nothing to refuse
	return sized
}
