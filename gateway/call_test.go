package gateway

import (
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The header says the same as the field.
func TestIdempotencyKey(t *testing.T) {
	var sent []byte
	s := newTestGateway(t, behind(t, func(w http.ResponseWriter, r *http.Request) {
		sent, _ = io.ReadAll(r.Body)
		says(200, `{}`)(w, r)
	}))
	body := call("own", runNow, params{"data": params{"job_id": 1}})
	assert.Equal(t, 200, s.do(t, "POST", "/v1/run", body, "Idempotency-Key", "mine").Status)
	assert.Contains(t, string(sent), `"idempotency_token":"mine"`)
	body["idempotency_key"] = "mine"
	assert.Equal(t, 200, s.do(t, "POST", "/v1/run", body, "Idempotency-Key", "mine").Status)
	sent = nil
	s.do(t, "POST", "/v1/run", body, "Idempotency-Key", "other").errorOf(t, 400)
	delete(body, "idempotency_key")
	assert.Equal(t, "TWO_KEYS", s.do(t, "POST", "/v1/run", body, "Idempotency-Key", "a", "Idempotency-Key", "b").errorOf(t, 400)["code"])
	assert.Nil(t, sent, "nothing was sent")
}
