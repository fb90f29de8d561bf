package gateway

import (
	"errors"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
)

// inRoutes says an error to somebody who has the routes of the gateway, and neither a
// command line nor the settings of the connections.
func inRoutes(o *connector.ErrorObject, err error) {
	switch o.Hint {
	case connector.HintDescribe:
		o.Hint = "GET /v1/actions/" + o.Action + " has its parameters"
		o.Next = append(o.Next, "GET /v1/actions/"+o.Action)
	case connector.HintSearch:
		o.Hint = "GET /v1/actions?q=WORDS finds its name"
	case connector.HintConnection:
		o.Hint = "GET /v1/connections lists those that you may use"
	case connector.HintSettings:
		o.Hint = "the settings of the connection stand where the gateway runs"
	case connector.HintLists:
		o.Hint = "lists are those that GET /v1/actions marks with paginate"
	case connector.HintWait:
		o.Hint = "go on waiting with: POST /v1/wait and the handle"
	}
	if o.Category == connector.CategoryAuth && o.Status != 0 {
		o.Hint = "the service did not take the credentials of the connection, which are set where the gateway runs; or they may not do this"
	}
	var unknown *registry.NotFoundError
	if errors.As(err, &unknown) {
		for _, name := range unknown.Nearest {
			o.Next = append(o.Next, "GET /v1/actions/"+name)
		}
	}
	var refusal *connector.PolicyError
	if errors.As(err, &refusal) && refusal.Unconfirmed {
		mine := *refusal
		mine.Cure = `give "confirmed": true once somebody who may has said yes; the token has to allow it`
		o.Message = mine.Error()
	}
}
