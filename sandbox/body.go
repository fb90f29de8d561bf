package sandbox

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// maxJSON bounds a JSON body. The largest the service takes is a notebook of 10 MB
// in base64.
const maxJSON = 16 << 20

// isUpload reports whether the body is taken as it comes.
func (c *call) isUpload() bool { return c.action.Body != nil && !c.action.Body.IsJSON() }

// badBody notes why the body is not usable.
func (c *call) badBody(format string, args ...any) {
	c.noBody = true
	c.fault(registry.InBody, []string{registry.BodyParam}, fmt.Sprintf(format, args...))
}

// readBody reads a JSON body, and leaves an upload for receive.
func (c *call) readBody(r *http.Request) {
	types := r.Header.Values("Content-Type")
	switch {
	case c.action.Body == nil:
		c.expectNone(r, types)
	case len(types) != 1:
		c.badBody("expected one Content-Type header, %s, found %d", c.action.Body.Content, len(types))
	case !sameContent(types[0], c.action.Body.Content):
		c.badBody("expected the Content-Type %s, found %q", c.action.Body.Content, clip(types[0]))
	case c.isUpload():
		c.params[registry.BodyParam] = "" // stands for the bytes
	default:
		c.readJSON(r)
	}
}

func (c *call) expectNone(r *http.Request, types []string) {
	if len(types) > 0 {
		c.badBody("the action has no body, but a Content-Type was sent; leave it out")
	}
	if _, err := io.ReadFull(bodyOf(r), make([]byte, 1)); err != io.EOF {
		c.badBody("the action has no body, but one was sent; leave it out")
	}
}

// sameContent compares media types; the only charset taken is UTF-8.
func sameContent(got, want string) bool {
	media, params, err := mime.ParseMediaType(got)
	charset, declared := params["charset"]
	return err == nil && media == want && (!declared || strings.EqualFold(charset, "utf-8"))
}

func (c *call) readJSON(r *http.Request) {
	text, err := io.ReadAll(io.LimitReader(bodyOf(r), maxJSON+1))
	switch {
	case err != nil:
		c.badBody("the body broke off after %d bytes: %s", len(text), err)
		return
	case len(text) > maxJSON:
		c.badBody("the body is larger than %d MiB", maxJSON>>20)
		return
	case !isWhole(r, int64(len(text))):
		c.badBody("the body has %d bytes, Content-Length says %d", len(text), r.ContentLength)
		return
	case len(bytes.TrimSpace(text)) == 0:
		c.badBody("the body is empty; a body with nothing to say is {}")
		return
	case !utf8.Valid(text):
		c.badBody("the body is not UTF-8")
		return
	}
	v, err := schema.Decode(text)
	if err != nil {
		c.badBody("the body is %s", err)
		return
	}
	object, ok := v.(map[string]any)
	if !ok {
		c.badBody("the body is JSON, but no object")
		return
	}
	if len(object) > 0 || c.action.Body.Required {
		c.params[registry.BodyParam] = object // {} is how a body left out is sent
	}
}

// isWhole reports whether as many bytes came as were announced.
func isWhole(r *http.Request, n int64) bool { return r.ContentLength < 0 || r.ContentLength == n }

func bodyOf(r *http.Request) io.Reader {
	if r.Body == nil {
		return http.NoBody
	}
	return r.Body
}
