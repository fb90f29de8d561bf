package sandbox

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/actionctl/connector/registry"
)

// lastPage makes the answer of a list its last page. Where pages are counted rather
// than chained, every page but the first is empty.
func lastPage(c *call, base any) []edit {
	p := c.action.Paginate
	if p == nil {
		return nil
	}
	switch p.Style {
	case registry.PageIndex, registry.PageNumber:
		if p.Items != "" && isLater(c, p) {
			return []edit{{at: dotted(p.Items), value: []any{}}}
		}
		return nil
	case registry.PageOffset:
		return lastOffset(c, p, base)
	}
	var edits []edit
	if p.More != "" {
		edits = append(edits, edit{at: dotted(p.More), value: false})
	}
	for _, read := range []string{p.Read, p.ReadElse, p.NextRequest} {
		if read != "" {
			edits = append(edits, edit{at: dotted(read), remove: true})
		}
	}
	return edits
}

// lastOffset answers with all there is, or with nothing behind it.
func lastOffset(c *call, p *registry.Paginate, base any) []edit {
	if p.Read == "" || p.Items == "" {
		return nil
	}
	items, _ := valueAt(base, dotted(p.Items))
	var nothing any = ""
	n := 0
	switch items := items.(type) {
	case []any:
		nothing, n = []any{}, len(items)
	case string: // bytes
		text, _ := base64.StdEncoding.DecodeString(items)
		n = len(text)
	}
	if isLater(c, p) {
		return []edit{{at: dotted(p.Items), value: nothing}, {at: dotted(p.Read), value: json.Number("0")}}
	}
	return []edit{{at: dotted(p.Read), value: json.Number(strconv.Itoa(n))}}
}

// isLater reports whether the call asks for another page than the first.
func isLater(c *call, p *registry.Paginate) bool {
	first := 0
	if p.First != nil {
		first = *p.First
	}
	got, ok := valueAt(c.params, dotted(p.Send))
	return ok && got != nil && fmt.Sprint(got) != strconv.Itoa(first)
}

// dotted splits a dotted path; "$" is the whole.
func dotted(path string) []string {
	if path == "" || path == "$" {
		return nil
	}
	return strings.Split(path, ".")
}
