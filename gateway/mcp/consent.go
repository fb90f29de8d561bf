package mcp

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/brief"
	"github.com/actionctl/connector/internal/manual"
	"github.com/actionctl/connector/internal/printable"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// consent signs what a person is asked about, so that the answer counts for that call
// alone, once and for a while. It is a courtesy to the person: a client can always answer
// in the person's place. What holds against clients is policy and the scope of tokens.
type consent struct {
	key  []byte
	now  func() time.Time
	mu   sync.Mutex
	used map[string]time.Time
}

func newConsent() *consent {
	return &consent{key: secret(sha256.Size), now: time.Now, used: map[string]time.Time{}}
}

const consentTime = 10 * time.Minute

// consentName is that of the one question.
const consentName = "confirm"

func (c *consent) sign(digest string, ends time.Time) string {
	return c.sealed(digest, strconv.FormatInt(ends.Unix(), 10)+"."+rand.Text())
}

// sealed signs what a state says of itself: its end, and a word by which two questions
// about the same call differ, since each counts once.
func (c *consent) sealed(digest, about string) string {
	mac := hmac.New(sha256.New, c.key)
	fmt.Fprintf(mac, "%s %s", about, digest)
	return about + "." + hex.EncodeToString(mac.Sum(nil))
}

// given tells whether a state is one that was signed for the call of this digest, and
// uses it up.
func (c *consent) given(state, digest string) bool {
	about := state[:max(strings.LastIndexByte(state, '.'), 0)]
	seconds, _, _ := strings.Cut(about, ".")
	unix, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil || !hmac.Equal([]byte(state), []byte(c.sealed(digest, about))) {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	for old, ends := range c.used {
		if now.After(ends) {
			delete(c.used, old)
		}
	}
	if _, again := c.used[state]; again || now.After(time.Unix(unix, 0)) {
		return false
	}
	c.used[state] = time.Unix(unix, 0)
	return true
}

// digestOf stands for a call of a client.
func digestOf(q *request) string {
	text, err := canonical(q.Params.Arguments)
	if err != nil {
		text = q.Params.Arguments
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %s", q.client.ID, q.Params.Name, text))
	return hex.EncodeToString(sum[:])
}

func canonical(raw []byte) ([]byte, error) {
	v, err := schema.Decode(raw)
	if err != nil {
		return nil, err
	}
	return brief.JSON(v)
}

// answers are what a person may have said.
const (
	notAsked = iota
	accepted
	refused
)

// answerOf is what the person said about this very call.
func (s *Server) answerOf(q *request) int {
	answer, ok := q.Params.InputResponses[consentName].(*mcp.ElicitResult)
	if !ok || !s.consent.given(q.Params.RequestState, digestOf(q)) {
		return notAsked
	}
	if answer.Action == "accept" {
		return accepted
	}
	return refused
}

// canAsk tells whether the client can put a question to the person.
func (s *Server) canAsk(q *request) bool {
	can := q.ClientCapabilities()
	return !s.o.NeverAsk && !q.client.NoConsent && can != nil && can.Elicitation != nil
}

// ask makes the answer that has the client ask the person.
func (s *Server) ask(q *request, a *registry.Action, call connector.Call) asking {
	params, _ := schema.Normalize(call.Params)
	shown, err := brief.JSON(s.c.Types().Redact(schema.Document(a.ParamsSchema()), params))
	if err != nil || len(call.Params) == 0 {
		shown = []byte("none")
	}
	message := fmt.Sprintf("Run %s on connection %s?\n%s\nIt is of class %s: %s.\nParameters: %s",
		a.Name, call.Connection, a.Summary, a.Safety, manual.Safety(a.Safety), printable.Cut(printable.Text(string(shown)), 600))
	return asking{&mcp.CallToolResult{
		InputRequests: mcp.InputRequestMap{consentName: &mcp.ElicitParams{
			Mode: "form", Message: message, RequestedSchema: map[string]any{"type": "object", "properties": map[string]any{}},
		}},
		RequestState: s.consent.sign(digestOf(q), s.consent.now().Add(consentTime)),
	}}
}
