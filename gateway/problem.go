package gateway

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	connector "github.com/actionctl/connector"
)

// problem is an answer that is none, as RFC 9457 writes it.
type problem struct {
	Status     int
	Code       string // stays the same for ever; programs look at it
	Detail     string // of this one
	RetryAfter int    // seconds; 0 says nothing

	err *connector.ErrorObject // what went wrong with the call; nil when the gateway itself refuses
}

// refuse is a problem that the gateway itself has with a request.
func refuse(status int, code, format string, args ...any) *problem {
	return &problem{Status: status, Code: code, Detail: fmt.Sprintf(format, args...)}
}

func (p *problem) Error() string { return p.Detail }

// object is the problem as the error object that every problem carries.
func (p *problem) object(call connector.Call) connector.ErrorObject {
	if p.err != nil {
		return *p.err
	}
	return connector.ErrorObject{
		Code: p.Code, Category: categoryOf(p.Status), Message: p.Detail, Retryable: p.RetryAfter > 0, RetryAfter: p.RetryAfter,
		Action: call.Action, Connection: call.Connection,
	}
}

// categoryOf is the category of what the gateway itself refuses.
func categoryOf(status int) string {
	switch status {
	case http.StatusUnauthorized:
		return connector.CategoryAuth
	case http.StatusForbidden:
		return connector.CategoryPolicy
	case http.StatusTooManyRequests:
		return connector.CategoryRateLimit
	case http.StatusRequestTimeout:
		return connector.CategoryTimeout
	}
	if status >= http.StatusInternalServerError {
		return connector.CategoryLocal
	}
	return connector.CategoryUsage
}

// refused answers with a problem. Errors of calls are counted already.
func (g *Gateway) refused(w http.ResponseWriter, r *http.Request, p *problem) {
	q := requestOf(r)
	if p.err == nil {
		g.metrics.told(q.route, p.object(connector.Call{}))
	}
	q.reason = cmp.Or(q.reason, p.Code)
	text, err := json.Marshal(struct {
		Type     string                `json:"type"`
		Title    string                `json:"title"`
		Status   int                   `json:"status"`
		Detail   string                `json:"detail"`
		Instance string                `json:"instance"`
		Error    connector.ErrorObject `json:"error"`
	}{
		"urn:actionctl:error:" + url.PathEscape(p.Code), cmp.Or(http.StatusText(p.Status), "Client Closed Request"),
		p.Status, p.Detail, "urn:actionctl:request:" + q.id, p.object(connector.Call{}),
	})
	if err != nil { // an error object holds nothing that JSON cannot
		text = []byte(`{"type":"urn:actionctl:error:INTERNAL","title":"Internal Server Error","status":500}`)
	}
	if p.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="actionctl"`)
	}
	if p.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(p.RetryAfter))
	}
	writeJSON(w, p.Status, problemContent, text)
}
