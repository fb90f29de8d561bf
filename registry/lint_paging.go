package registry

import (
	"maps"
	"slices"
	"strings"
)

func (d *descriptor) checkPaginate(p *Paginate) {
	const key = "paginate"
	d.answer(key, "items", d.a, p.Items)
	d.answer(key, "items_else", d.a, p.ItemsElse)
	if p.Header != "" {
		d.answer(key, "header", d.a, p.Header+".0.name")
	}
	d.answer(key, "read", d.a, p.Read)
	d.answer(key, "read_else", d.a, p.ReadElse)
	d.answer(key, "more", d.a, p.More)
	d.answer(key, "next_request", d.a, p.NextRequest)
	if p.Distinct != "" {
		d.answer(key, "distinct", d.a, strings.TrimPrefix(p.Items+".", "$.")+"0."+p.Distinct)
	}
	for _, m := range p.Merge {
		d.answer(key, "merge", d.a, m)
	}
	for from, to := range p.MergeInstead {
		d.answer(key, "merge_instead", d.a, from)
		d.answer(key, "merge_instead", d.a, to)
	}
	d.param(key, "limit", p.Limit)
	if p.Follow == nil {
		d.param(key, "send", p.Send)
	} else if target, ok := d.follow(key, "follow.action", p.Follow, p.Send); ok {
		if target.Paginate != nil && target.Paginate.Follow != nil {
			d.fault(key, key, "%s follows on in %s itself; name that one", target.Name, target.Paginate.Follow.Action)
		}
		if _, ok := d.paramSchema(target, p.Send); !ok {
			d.fault(key, key, "send: %s has no parameter %s", target.Name, p.Send)
		}
	}
	if s, ok := d.responseSchema(d.a, p.Items); ok && p.Items != "" && p.Style != PageOffset && len(s) > 0 && s["type"] != "array" {
		d.fault(key, key, "items: %s is no array", p.Items)
	}
	d.checkPageStyle(p)
	d.checkPageSecrets(p)
}

// checkPageSecrets makes sure that what leads from page to page is no secret: it is
// written down so that another process can go on with the list.
func (d *descriptor) checkPageSecrets(p *Paginate) {
	const key = "paginate"
	if d.a.Response == nil {
		return // reported already
	}
	paths := []string{p.Read, p.ReadElse, p.NextRequest}
	if p.Follow != nil {
		for _, name := range slices.Sorted(maps.Keys(p.Follow.With)) {
			if path, ok := strings.CutPrefix(p.Follow.With[name], "response."); ok {
				paths = append(paths, path)
			}
		}
	}
	for _, path := range paths {
		if path != "" && d.types.secret(d.a.Response.Schema, path) {
			d.fault(key, key, "%s is a secret; a token that resumes the list would hold it", path)
		}
	}
}

// checkPageStyle holds each style to the keys it needs.
func (d *descriptor) checkPageStyle(p *Paginate) {
	const key = "paginate"
	if p.Items == "" && len(p.Merge) == 0 {
		d.fault(key, key, "say where the items are: items, or merge for one object split over pages")
	}
	switch p.Style {
	case "", PageToken:
		if (p.Send == "") != (p.Read == "") {
			d.fault(key, key, "send and read go together: one asks for the page, the other tells the token")
		}
	case PageIndex, PageNumber:
		if p.Send == "" || p.First == nil {
			d.fault(key, key, "style %s needs send and first", p.Style)
		}
	case PageOffset:
		if p.Send == "" || p.Read == "" {
			d.fault(key, key, "style %s needs send and read", p.Style)
		}
	default:
		d.fault(key, key, "style %q is not one of token, index, page, offset", p.Style)
	}
}
