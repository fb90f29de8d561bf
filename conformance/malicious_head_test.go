package conformance

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The beginnings of a request that no honest client sends.
func TestHeadsOfRequests(t *testing.T) {
	p := newPrey(t)
	host := "Host: " + p.address(t) + "\n"
	bearer := "Authorization: Bearer " + p.writer + "\n"
	post := "POST /v1/run HTTP/1.1\n"
	body := fmt.Sprintf("Content-Type: application/json\nContent-Length: %d\n\n%s", len(createJob), createJob)
	for name, text := range map[string]string{
		"no host":                    post + bearer + body,
		"two hosts":                  post + host + "Host: localhost\n" + bearer + body,
		"HTTP/1.0 without a host":    "POST /v1/run HTTP/1.0\n" + bearer + body,
		"HTTP/0.9":                   "POST /v1/run\n" + bearer + body,
		"HTTP/3.0":                   "POST /v1/run HTTP/3.0\n" + host + bearer + body,
		"space before the colon":     post + host + "Authorization : Bearer " + p.writer + "\n" + body,
		"a header without a colon":   post + host + bearer + "Nonsense\n" + body,
		"a header without a name":    post + host + bearer + ": x\n" + body,
		"a null byte in a header":    post + host + bearer + "X-Request-Id: a\x00b\n" + body,
		"two lengths":                post + host + bearer + "Content-Length: 5\n" + body,
		"a negative length":          post + host + bearer + "Content-Type: application/json\nContent-Length: -1\n\n" + createJob,
		"a length with a sign":       post + host + bearer + fmt.Sprintf("Content-Type: application/json\nContent-Length: +%d\n\n%s", len(createJob), createJob),
		"an unknown coding":          post + host + bearer + "Transfer-Encoding: xchunked\n" + body,
		"two codings":                post + host + bearer + "Transfer-Encoding: chunked\nTransfer-Encoding: identity\n" + body,
		"a hundred thousand headers": post + host + bearer + strings.Repeat("X-Filler: aaaaaaaaaaaaaaaa\n", 100_000) + body,
		"one huge header":            post + host + bearer + "X-Filler: " + strings.Repeat("a", 1<<20) + "\n" + body,
		"a huge address":             "POST /v1/run?" + strings.Repeat("a", 1<<20) + " HTTP/1.1\n" + host + bearer + body,
		"a websocket":                "GET /v1/run HTTP/1.1\n" + host + bearer + "Connection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n\n",
		"an upgrade of the protocol": "GET /v1/run HTTP/1.1\n" + host + bearer + "Connection: Upgrade, HTTP2-Settings\nUpgrade: h2c\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\n\n",
		"TLS":                        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
		"HTTP/2 without TLS":         "PRI * HTTP/2.0\n\nSM\n\n",
	} {
		t.Run(name, func(t *testing.T) {
			got := p.raw(t, text)
			if got.status != 0 { // or it hung up
				assert.GreaterOrEqual(t, got.status, 400, "%s", got.body)
				assert.NotEqual(t, http.StatusInternalServerError, got.status)
			}
		})
	}
	p.unharmed(t)
}

// Two lengths of one request, where a proxy before the gateway could believe the other
// one: what follows is never taken for a request of whoever came before.
func TestSmuggling(t *testing.T) {
	p := newPrey(t)
	inner := fmt.Sprintf("POST /v1/run HTTP/1.1\nHost: %s\nContent-Type: application/json\nContent-Length: %d\n\n%s", p.address(t), len(createJob), createJob)
	for _, outer := range []string{
		"Transfer-Encoding: chunked\nContent-Length: %d\n\n0\n\n%s",
		"Content-Length: %d\nTransfer-Encoding: chunked\n\n0\n\n%s",
		"Transfer-Encoding:\tchunked\nContent-Length: %d\n\n0\n\n%s",
		"Transfer-Encoding : chunked\nContent-Length: %d\n\n0\n\n%s",
	} {
		s := p.dial(t)
		s.send(fmt.Sprintf("POST /v1/run HTTP/1.1\nHost: %s\nAuthorization: Bearer %s\nContent-Type: application/json\n", p.address(t), p.writer) +
			fmt.Sprintf(outer, len(inner)+7, inner))
		s.sent(t)
		for {
			got := s.answer(t)
			if got.status == 0 {
				break
			}
			assert.GreaterOrEqual(t, got.status, 400, "%s", got.body)
		}
	}
	p.unharmed(t)
}

// Line ends in what callers name reach neither an answer's head nor the log as such.
func TestInjectedLines(t *testing.T) {
	p := newPrey(t)
	evil := `work\r\nX-Evil: 1\r\n\r\n` + forged + ` \u001b[31m\u2028`
	for _, body := range []string{
		`{"connection":"` + evil + `","action":"get_api_2_2_jobs_list"}`,
		`{"connection":"work","action":"` + evil + `"}`,
		`{"connection":"work","action":"get_api_2_2_jobs_list","params":{"` + evil + `":1}}`,
		`{"` + evil + `":1}`,
	} {
		got := p.ask(t, "POST", "/v1/run", p.writer, body, func(r *http.Request) {
			r.Header.Set("User-Agent", "evil\t"+strings.Repeat("long", 5000))
			r.Header.Set("X-Request-Id", forged+strings.Repeat("x", 5000))
		})
		assert.GreaterOrEqual(t, got.status, 400, "%s", got.body)
		assert.Empty(t, got.header.Get("X-Evil"))
		for name, values := range got.header {
			assert.Less(t, len(strings.Join(values, "")), 1000, name)
			assert.NotContains(t, strings.Join(values, ""), forged, name)
		}
	}
	for line := range strings.Lines(p.log.String()) {
		assert.Less(t, len(line), 4000, "%s", line)
		assert.NotContains(t, line, "\x1b")
	}
	p.unharmed(t)
}
