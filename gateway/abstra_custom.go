package gateway

import (
	"net/url"
	"strings"

	"github.com/actionctl/connector/registry"
)

// customAction is the one that sends the caller's own request elsewhere. It would send
// the credentials of a connection to any address, past the policy.
const customAction = "custom"

// customError says how to do without it.
type customError struct{ nearest []string }

func (e *customError) Error() string {
	text := "there is no action custom here: a request of one's own would pass by the policy. Run the action of the endpoint by its name"
	if len(e.nearest) > 0 {
		text += ", such as " + strings.Join(e.nearest, ", ")
	}
	return text + "; GET /v1/actions?q=PATH finds it. Of an endpoint that has none, a descriptor can be added where the gateway runs"
}

// Is makes it one of the unknown actions.
func (e *customError) Is(target error) bool { return target == registry.ErrUnknownAction }

// noCustom names the actions whose endpoint the caller seems to mean. Nothing of the
// address is repeated: it may hold secrets.
func (x *exchange) noCustom(params map[string]any) error {
	found := &customError{}
	for _, field := range []string{"_url", "_path"} {
		text, _ := params[field].(string)
		u, err := url.Parse(text)
		if err != nil || len(u.Path) < 2 || len(u.Path) > longestSearch {
			continue
		}
		for _, e := range x.entries(u.Path) {
			if len(found.nearest) < 3 {
				found.nearest = append(found.nearest, e.Name)
			}
		}
	}
	return found
}
