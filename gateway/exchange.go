package gateway

import (
	"encoding/json"
	"net/http"

	"github.com/actionctl/connector/gateway/token"
)

// exchange is one request on its way to its answer.
type exchange struct {
	g     *Gateway
	route *route
	w     http.ResponseWriter
	r     *http.Request
	id    string      // of the request; goes into answers, logs and the audit
	who   token.Token // zero where no token is needed
}

// answer writes a JSON answer.
func (x *exchange) answer(status int, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	x.w.Header().Set("Content-Type", "application/json")
	x.w.WriteHeader(status)
	_, err = x.w.Write(append(text, '\n'))
	return err
}

// fail writes an error as a problem.
func (x *exchange) fail(err error) {
	http.Error(x.w, err.Error(), http.StatusInternalServerError)
}
