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
// words here may pass, unless the workspace, or the policy of its connection, refused.
func objectError(err error) error {
	var own *ownError
	if errors.As(err, &own) {
		return err // it was said
	}
	for _, f := range objectFailures {
		if errors.Is(err, f.err) {
			return &ownError{code: f.code, category: f.category, hint: f.hint, text: err.Error(), cause: f.err}
		}
	}
	failed := &ownError{code: "STORE_FAILED", category: connector.CategoryLocal, text: err.Error(), cause: errPassing}
	if o, there := connector.NewErrorObject(err, connector.Call{}).WithoutPlaces(err); there {
		failed.text, failed.whole = "the store of objects: "+o.Message, err
	}
	if isRefusal(err) {
		failed.cause, failed.hint = errStore, "the connection of the store needs to read and write its folder: see its policy and its permissions"
	}
	return failed
}

// isRefusal reports whether a workspace that is the store, or the policy of its connection,
// has refused for good.
func isRefusal(err error) bool {
	var api *connector.APIError
	var signIn *connector.SignInError
	answered := errors.As(err, &api) || errors.As(err, &signIn)
	return answered && !mayPass(err) || errors.Is(err, connector.ErrRefused) || errors.Is(err, connector.ErrInvalid)
}

// errStore is the cause of errors of a store that refuses.
var errStore = errors.New("the store of objects refuses")
