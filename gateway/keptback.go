package gateway

import (
	"errors"
	"io/fs"
	"log/slog"

	connector "github.com/actionctl/connector"
)

// keepBack leaves out of an error what stands in files and settings where the gateway
// runs: their names, what a sign-in was answered with. It is for the log.
func (x *exchange) keepBack(o *connector.ErrorObject, err error) {
	var file *fs.PathError
	switch {
	case errors.Is(err, connector.ErrSignIn):
		o.Message = "not sent: signing in failed"
	case errors.Is(err, connector.ErrAudit):
		o.Message = "not sent: " + connector.ErrAudit.Error()
	case o.Category == connector.CategoryLocal && errors.As(err, &file):
		o.Message = "a file where the gateway runs cannot be used"
	default:
		return
	}
	if o.Action != "" {
		o.Message = o.Action + ": " + o.Message
	}
	o.Message += "; the gateway's log says why"
	if logs := x.g.options.Logger; logs != nil {
		logs.LogAttrs(x.r.Context(), slog.LevelWarn, "kept back", slog.String("request", x.id), slog.String("error", err.Error()))
	}
}
