package runtime

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// span is what of a file is to be read: from next to before end, of total bytes. What
// is not known is -1.
type span struct{ next, end, total int64 }

// spanOf is the span that an answer announces. It is single unless the answer brings
// parts that are not the plain bytes of one stretch.
func spanOf(res *Result) (s span, single bool) {
	length := lengthOf(res.Header)
	if res.Status != http.StatusPartialContent {
		return span{0, length, length}, true
	}
	s, ok := parseContentRange(res.Header.Get("Content-Range"))
	if !ok || s.next < 0 {
		return span{0, length, -1}, false
	}
	return s, true
}

// lengthOf is the announced length. The transport takes the header away where it
// has decompressed the body.
func lengthOf(header http.Header) int64 {
	n, err := strconv.ParseInt(header.Get("Content-Length"), 10, 64)
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// parseContentRange reads "bytes 5-9/20"; of "bytes */20" only the total is known.
func parseContentRange(text string) (span, bool) {
	rest, ok := strings.CutPrefix(text, "bytes ")
	place, size, slash := strings.Cut(rest, "/")
	if !ok || !slash {
		return span{}, false
	}
	s := span{-1, -1, -1}
	if size != "*" {
		if s.total, ok = digits(size); !ok {
			return span{}, false
		}
	}
	if place == "*" {
		return s, true
	}
	first, last, _ := strings.Cut(place, "-")
	from, ok1 := digits(first)
	to, ok2 := digits(last)
	if !ok1 || !ok2 || to < from || s.total >= 0 && to >= s.total {
		return span{}, false
	}
	s.next, s.end = from, to+1
	return s, true
}

// digits is a number in digits alone, far enough from overflow to add one.
func digits(text string) (int64, bool) {
	n, err := strconv.ParseUint(text, 10, 62)
	return int64(n), err == nil
}

func (s span) whole() bool { return s.end >= 0 && s.next >= s.end }

// clip keeps a read from going beyond the end.
func (s span) clip(p []byte) []byte {
	if s.end >= 0 && int64(len(p)) > s.end-s.next {
		return p[:s.end-s.next]
	}
	return p
}

// rest is the Range header for what is missing. Where the caller asked for a part, it
// ends where the part does.
func (s span) rest() string {
	if s.end >= 0 && s.end != s.total {
		return fmt.Sprintf("bytes=%d-%d", s.next, s.end-1)
	}
	return fmt.Sprintf("bytes=%d-", s.next)
}
