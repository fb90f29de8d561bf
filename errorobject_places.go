package connector

import (
	"errors"
	"io/fs"
)

// WithoutPlaces is the object of an error as somebody on another machine may have it:
// without names of files and settings, and without what a sign-in was answered with.
// false says that there was nothing of the kind.
func (o ErrorObject) WithoutPlaces(err error) (ErrorObject, bool) {
	var file *fs.PathError
	switch {
	case errors.Is(err, ErrSignIn):
		o.Message = "not sent: signing in failed"
	case errors.Is(err, ErrAudit):
		o.Message = "not sent: " + ErrAudit.Error()
	case o.Category == CategoryLocal && errors.As(err, &file):
		o.Message = "a file of the server cannot be used"
	default:
		return o, false
	}
	if o.Action != "" {
		o.Message = o.Action + ": " + o.Message
	}
	return o, true
}
