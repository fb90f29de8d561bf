package paging

import (
	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
)

// itemsOf finds the items of an answer. None, or null in their place, is an empty
// page. Text in the place of a list that is read by offset is one item.
func itemsOf(p *registry.Paginate, answer any) ([]any, error) {
	if p.Items == "" {
		return nil, nil
	}
	if _, isObject := answer.(map[string]any); !isObject && p.Items != "$" && answer != nil {
		return nil, unexpected("$", "is %s where an object with %s was expected", kindOf(answer), p.Items)
	}
	items, err := listAt(p, p.Items, answer)
	if err != nil || len(items) > 0 || p.ItemsElse == "" {
		return items, err
	}
	return listAt(p, p.ItemsElse, answer)
}

func listAt(p *registry.Paginate, path string, answer any) ([]any, error) {
	v, _ := dotted.At(answer, path)
	switch v := v.(type) {
	case nil:
		return nil, nil
	case []any:
		return v, nil
	case string:
		if p.Style != registry.PageOffset {
			break
		}
		if v == "" {
			return nil, nil
		}
		return []any{v}, nil
	}
	return nil, unexpected(path, "is %s where the list of items was expected", kindOf(v))
}
