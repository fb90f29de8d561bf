package activities

import (
	"errors"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/objects"
)

// objectFailures are the words for what is wrong with an object.
var objectFailures = []struct {
	err            error
	code, category string
	hint           string
}{
	{errRange, "BAD_RANGE", connector.CategoryValidation, ""},
	{objects.ErrOffset, "BAD_RANGE", connector.CategoryValidation, ""},
	{objects.ErrForeign, "FOREIGN_OBJECT", connector.CategoryValidation, "all workers of a connection need the same store of objects"},
	{objects.ErrGone, "OBJECT_GONE", connector.CategoryNotFound, ""},
	{objects.ErrDamaged, "OBJECT_DAMAGED", connector.CategoryFailed, "run again what made it"},
	{objects.ErrTooLong, "OBJECT_TOO_LARGE", connector.CategoryUsage, ""},
	{errNoStore, "NO_OBJECTS", connector.CategoryUsage, "give the worker a store of objects"},
	{errTooLarge, "ANSWER_TOO_LARGE", connector.CategoryUsage, "give the worker a store of objects, or ask for less at a time"},
}

// objectError is an error of a store of objects. It hides what kind of error it is: where
// the store is a workspace it would be taken for one of the action's own. What has no
// words here may pass.
func objectError(err error) error {
	for _, f := range objectFailures {
		if errors.Is(err, f.err) {
			return &ownError{code: f.code, category: f.category, hint: f.hint, text: err.Error(), cause: f.err}
		}
	}
	return &ownError{code: "STORE_FAILED", category: connector.CategoryLocal, text: err.Error(), cause: errPassing}
}
