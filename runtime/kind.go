package runtime

// Kind classifies the error answers of the service. Kinds are errors, so that
// errors.Is tests for them; a kind with a parent is found under both.
type Kind struct {
	name   string
	parent *Kind
}

func (k *Kind) Error() string { return k.name }

// Unwrap makes errors.Is find the parent kind.
func (k *Kind) Unwrap() error {
	if k.parent == nil {
		return nil
	}
	return k.parent
}

// The kinds of error answers, after the service's own error codes.
var (
	ErrBadRequest        = &Kind{name: "bad_request"}
	ErrInvalidParameter  = &Kind{"invalid_parameter", ErrBadRequest}
	ErrInvalidState      = &Kind{"invalid_state", ErrBadRequest}
	ErrUnauthenticated   = &Kind{name: "unauthenticated"}
	ErrPermissionDenied  = &Kind{name: "permission_denied"}
	ErrNotFound          = &Kind{name: "not_found"}
	ErrConflict          = &Kind{name: "conflict"}
	ErrAlreadyExists     = &Kind{"already_exists", ErrConflict}
	ErrAborted           = &Kind{"aborted", ErrConflict}
	ErrThrottled         = &Kind{name: "throttled"}
	ErrResourceExhausted = &Kind{"resource_exhausted", ErrThrottled}
	ErrCancelled         = &Kind{name: "cancelled"}
	ErrInternal          = &Kind{name: "internal"}
	ErrDataLoss          = &Kind{"data_loss", ErrInternal}
	ErrNotImplemented    = &Kind{name: "not_implemented"}
	ErrUnavailable       = &Kind{name: "unavailable"}
	ErrDeadlineExceeded  = &Kind{name: "deadline_exceeded"}
	ErrRedirected        = &Kind{name: "redirected"}
	ErrUnexpectedAnswer  = &Kind{name: "unexpected_answer"}
	ErrFailed            = &Kind{name: "failed"} // a 2xx that means failure
	errOther             = &Kind{name: "error"}
)

// kindByCode has the codes whose kind is not that of their status.
var kindByCode = map[string]*Kind{
	"BAD_REQUEST":             ErrBadRequest,
	"INVALID_PARAMETER_VALUE": ErrInvalidParameter,
	"INVALID_STATE":           ErrInvalidState,
	"UNAUTHENTICATED":         ErrUnauthenticated,
	"PERMISSION_DENIED":       ErrPermissionDenied,
	privateLink:               ErrPermissionDenied,
	"NOT_FOUND":               ErrNotFound,
	"ENDPOINT_NOT_FOUND":      ErrNotFound,
	"RESOURCE_DOES_NOT_EXIST": ErrNotFound,
	"RESOURCE_CONFLICT":       ErrConflict,
	"ALREADY_EXISTS":          ErrAlreadyExists,
	"RESOURCE_ALREADY_EXISTS": ErrAlreadyExists,
	"ABORTED":                 ErrAborted,
	"TOO_MANY_REQUESTS":       ErrThrottled,
	"REQUEST_LIMIT_EXCEEDED":  ErrThrottled,
	"RESOURCE_EXHAUSTED":      ErrResourceExhausted,
	"CANCELLED":               ErrCancelled,
	"UNKNOWN":                 ErrInternal,
	"INTERNAL_ERROR":          ErrInternal,
	"DATA_LOSS":               ErrDataLoss,
	"NOT_IMPLEMENTED":         ErrNotImplemented,
	"TEMPORARILY_UNAVAILABLE": ErrUnavailable,
	"DEADLINE_EXCEEDED":       ErrDeadlineExceeded,
}

var kindByStatus = map[int]*Kind{
	400: ErrBadRequest, 401: ErrUnauthenticated, 403: ErrPermissionDenied, 404: ErrNotFound,
	409: ErrConflict, 429: ErrThrottled, 499: ErrCancelled, 500: ErrInternal,
	501: ErrNotImplemented, 502: ErrUnavailable, 503: ErrUnavailable, 504: ErrDeadlineExceeded,
}

// kindByName serves the errors rules of descriptors.
var kindByName = map[string]*Kind{
	"not_found": ErrNotFound, "conflict": ErrConflict, "throttled": ErrThrottled,
	"unavailable": ErrUnavailable, "permission_denied": ErrPermissionDenied,
	"unauthenticated": ErrUnauthenticated, "bad_request": ErrBadRequest,
}

// kindOf judges by code first, then by status: 400 with REQUEST_LIMIT_EXCEEDED is
// a throttle.
func kindOf(code string, status int) *Kind {
	if k := kindByCode[code]; k != nil {
		return k
	}
	if k := kindByStatus[status]; k != nil {
		return k
	}
	if status >= 300 && status < 400 {
		return ErrRedirected
	}
	return errOther
}
