package connector

import (
	"cmp"
	"errors"
)

// ofWait describes a wait that did not end in success.
func (o *ErrorObject) ofWait(e *WaitError, call Call) {
	var late *waitTimeout
	if e.Err == nil {
		o.Code, o.Category = cmp.Or(e.Code, e.Result, e.State, "FAILED"), CategoryFailed
	} else {
		*o = NewErrorObject(e.Err, call)
	}
	if errors.As(e.Err, &late) { // also where the last poll met an error
		o.Code, o.Category = "TIMEOUT", CategoryTimeout
	}
	o.Message = e.Error()
	o.Action = e.Action
	o.State, o.Result, o.Handle = e.State, e.Result, e.Handle.String()
	o.Connection = cmp.Or(e.Handle.Connection, o.Connection)
	o.Parts = e.failed()
	o.Hint = e.hint(o.Hint)
}

// hint says how to go on; otherwise is what there is to say where that is not possible.
func (e *WaitError) hint(otherwise string) string {
	switch {
	case e.Err == nil:
		return ""
	case errors.Is(e.Err, ErrNotFound): // it will not be found later either
		return otherwise
	case e.Handle.String() != "":
		return HintWait
	case errors.Is(e.Err, errUnknownStart):
		return errUnknownStart.Error()
	}
	return otherwise
}
