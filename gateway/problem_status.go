package gateway

import (
	"errors"
	"net/http"

	connector "github.com/actionctl/connector"
)

// statusGone is how proxies write down that the client left; nobody receives it.
const statusGone = 499

// statusOfCode has the codes whose status is not that of their category.
var statusOfCode = map[string]int{
	"UNKNOWN_ACTION":     http.StatusNotFound,
	"UNKNOWN_CONNECTION": http.StatusNotFound,
	"CANCELLED":          statusGone,
	"AUDIT_FAILED":       http.StatusServiceUnavailable,
	"DRAINING":           http.StatusServiceUnavailable,
}

var statusOfCategory = map[string]int{
	connector.CategoryUsage:      http.StatusBadRequest,
	connector.CategoryValidation: http.StatusUnprocessableEntity,
	connector.CategoryPolicy:     http.StatusForbidden,
	// The gateway's own credentials are wrong, not the caller's: a 401 would make clients
	// throw their tokens away.
	connector.CategoryAuth:      http.StatusBadGateway,
	connector.CategoryNotFound:  http.StatusNotFound,
	connector.CategoryConflict:  http.StatusConflict,
	connector.CategoryRateLimit: http.StatusTooManyRequests,
	connector.CategoryClient:    http.StatusBadRequest,
	connector.CategoryFailed:    http.StatusFailedDependency,
	connector.CategoryServer:    http.StatusBadGateway,
	connector.CategoryNetwork:   http.StatusBadGateway,
	connector.CategoryTimeout:   http.StatusGatewayTimeout,
	connector.CategoryUnknown:   http.StatusBadGateway,
	connector.CategoryLocal:     http.StatusInternalServerError,
}

// statusOf is the HTTP status that an error of a call is answered with.
func statusOf(err error, o connector.ErrorObject) int {
	switch o.Status { // the service's, which means the same here
	case http.StatusForbidden, http.StatusPreconditionFailed, http.StatusRequestEntityTooLarge:
		if o.Category != connector.CategoryFailed {
			return o.Status
		}
	}
	if o.Category == connector.CategoryLocal || o.Category == connector.CategoryUsage {
		if status := statusOfCode[o.Code]; status != 0 { // elsewhere the code is the service's
			return status
		}
	}
	if errors.Is(err, errTokenEnded) {
		return http.StatusUnauthorized
	}
	if errors.Is(err, connector.ErrMoved) { // what the call is about is not there any more
		return http.StatusConflict
	}
	if o.Category == connector.CategoryServer && errors.Is(err, connector.ErrUnavailable) {
		return http.StatusServiceUnavailable
	}
	if status := statusOfCategory[o.Category]; status != 0 {
		return status
	}
	return http.StatusInternalServerError
}
