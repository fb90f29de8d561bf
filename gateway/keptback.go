package gateway

import (
	"log/slog"

	connector "github.com/actionctl/connector"
)

// keepBack leaves to the log what clients are not to learn of the machine from an error.
func (x *exchange) keepBack(o *connector.ErrorObject, err error) {
	bare, found := o.WithoutPlaces(err)
	if !found {
		return
	}
	*o = bare
	o.Message += "; the gateway's log says why"
	if logs := x.g.options.Logger; logs != nil {
		logs.LogAttrs(x.r.Context(), slog.LevelWarn, "kept back", slog.String("request", x.id), slog.String("error", err.Error()))
	}
}
