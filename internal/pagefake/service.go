// Package pagefake is a service made of a descriptor's paginate block alone, for
// tests: it serves items of which the test knows the number. It shares no code with
// what it tests.
package pagefake

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/actionctl/connector/registry"
)

// Service serves one list.
type Service struct {
	List   *registry.Action // the action that the list begins with
	Others []*registry.Action
	Items  []any
	Bytes  string // of a list by offset
	Size   int    // of a page, where the request does not say; 0 means 3
	Empty  bool   // every page is followed by one without items, where there are tokens
	Next   bool   // pages follow by next_request
	// Instead fills the arrays that take the place of others, in merged objects.
	Instead bool
	// Break answers the request with this number, from 1 on, with an error status.
	Break int

	mu       sync.Mutex
	Requests []Request
}

// Request is what was asked.
type Request struct {
	Action *registry.Action
	Params map[string]any // of a query they are text
}

type object = map[string]any

// Answer is the answer to a request.
func (s *Service) Answer(a *registry.Action, params map[string]any) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Requests = append(s.Requests, Request{a, params})
	if len(s.Requests) == s.Break {
		return nil, errBroken
	}
	p := a.Paginate
	switch {
	case p.Style == registry.PageIndex, p.Style == registry.PageNumber:
		return s.counted(p, params), nil
	case p.Style == registry.PageOffset:
		return s.bytes(p, params), nil
	case p.Send == "":
		return put(nil, p.Items, s.Items), nil
	}
	return s.chained(a, params)
}

var errBroken = errors.New("broken")

func (s *Service) size(p *registry.Paginate, params object) int {
	if n := number(at(params, p.Limit)); p.Limit != "" && n > 0 {
		return n
	}
	if s.Size > 0 {
		return s.Size
	}
	return 3
}

func (s *Service) counted(p *registry.Paginate, params object) any {
	size, from := s.size(p, params), *p.First
	if v := at(params, p.Send); v != nil {
		from = number(v)
	}
	from -= *p.First
	if p.Style == registry.PageNumber {
		from *= size
	}
	return put(nil, p.Items, part(s.Items, from, from+size))
}

func (s *Service) bytes(p *registry.Paginate, params object) any {
	from := min(number(at(params, p.Send)), len(s.Bytes))
	piece := s.Bytes[from:min(from+s.size(p, params), len(s.Bytes))]
	answer := put(nil, p.Items, base64.StdEncoding.EncodeToString([]byte(piece)))
	return put(answer, p.Read, len(piece))
}

// chained serves pages that tokens lead to.
func (s *Service) chained(a *registry.Action, params object) (any, error) {
	p := a.Paginate
	pages := s.pages(s.size(p, params), p.StopOnEmpty)
	n := 0
	if v := at(params, p.Send); v != nil && p.Follow == nil {
		text := fmt.Sprint(v)
		if !isInteger(a, p.Send) {
			var known bool
			if text, known = strings.CutPrefix(text, "page/+&"); !known {
				return nil, fmt.Errorf("token %q is not one of this service", text)
			}
		}
		n = number(text)
	} else if s.Next {
		n = number(at(params, "data.offset"))
	}
	if n >= len(pages) {
		return nil, fmt.Errorf("there is no page %d", n)
	}
	answer := s.page(p, pages, n)
	if p.More != "" {
		answer = put(answer, p.More, n+1 < len(pages))
	}
	if p.Follow != nil {
		for _, from := range p.Follow.With {
			if path, ok := strings.CutPrefix(from, "response."); ok {
				answer = put(answer, path, "id-of-"+path)
			}
		}
	}
	switch {
	case n+1 == len(pages):
		if p.NextRequest == "" && !isInteger(a, p.Send) && !strings.Contains(p.Read, ".") {
			answer = put(answer, p.Read, "") // no token, in another form
		}
	case s.Next:
		data, _ := params[registry.BodyParam].(object)
		answer = put(answer, p.NextRequest, put(data, "offset", n+1))
	default:
		answer = put(answer, p.Read, s.token(a, n+1))
	}
	return answer, nil
}

// page is what one page of a chain holds.
func (s *Service) page(p *registry.Paginate, pages [][]any, n int) any {
	if len(p.Merge) == 0 {
		if p.ItemsElse != "" && s.Instead {
			return put(nil, p.ItemsElse, pages[n])
		}
		return put(nil, p.Items, pages[n])
	}
	var answer any = object{"name": "whole"}
	for _, path := range p.Merge {
		answer = put(answer, path, pages[n])
	}
	for path, other := range p.MergeInstead {
		if s.Instead {
			answer = put(put(answer, path, pages[n]), other, []any{"the only one"})
		}
	}
	return answer
}

// token leads to a page. Where the followed action counts, so does it.
func (s *Service) token(a *registry.Action, n int) any {
	target := a
	for _, o := range s.Others {
		if a.Paginate.Follow != nil && o.Name == a.Paginate.Follow.Action {
			target = o
		}
	}
	if isInteger(target, a.Paginate.Send) {
		return n
	}
	return "page/+&" + strconv.Itoa(n)
}

func (s *Service) pages(size int, dense bool) (pages [][]any) {
	for from := 0; from < len(s.Items); from += size {
		pages = append(pages, part(s.Items, from, from+size))
		if s.Empty && !dense {
			pages = append(pages, []any{})
		}
	}
	if len(pages) == 0 {
		pages = [][]any{{}}
	}
	return pages
}
