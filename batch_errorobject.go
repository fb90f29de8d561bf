package connector

import (
	"cmp"
	"errors"
)

// ofBatch adds what only calls of batches meet.
func (o *ErrorObject) ofBatch(err error) {
	var earlier *EarlierError
	switch {
	case errors.As(err, &earlier) && earlier.Record.State == JournalFailed:
		o.Code, o.Category, o.Status = cmp.Or(earlier.Record.Code, "FAILED"), CategoryFailed, earlier.Record.Status
		o.Hint = HintRetryFailed
	case errors.As(err, &earlier):
		o.Code, o.Category, o.Status = "UNKNOWN_OUTCOME", CategoryUnknown, earlier.Record.Status
		o.Hint = HintRetryUnknown
	case errors.Is(err, ErrUnknownOutcome):
		o.Hint = "the service may have acted; look there before you repeat the call"
	case errors.Is(err, ErrDuplicateID):
		o.Code, o.Category = "DUPLICATE_ID", CategoryUsage
	case errors.Is(err, ErrOtherCall):
		o.Code, o.Category = "CHANGED_CALL", CategoryUsage
	case errors.Is(err, ErrBadCall):
		o.Code, o.Category = "BAD_CALL", CategoryUsage
	}
}
