package gateway

import (
	"net/http"

	"github.com/actionctl/connector/connection"
)

func (g *Gateway) connectionRoutes() []route {
	return []route{{
		Method: http.MethodGet, Pattern: "/v1/connections", ID: "connections",
		Summary: "List the connections that the token may use.",
		Answers: []answer{{Status: http.StatusOK, Schema: "Connections", Summary: "Those within the token's scope."}},
		Handle:  (*exchange).connections,
	}}
}

type connectionEntry struct {
	Name    string          `json:"name"`
	Host    string          `json:"host,omitempty"`
	Mode    connection.Mode `json:"mode,omitempty"`    // of its policy
	Confirm []string        `json:"confirm,omitempty"` // safety classes that it wants confirmed
	Default bool            `json:"default,omitempty"` // of calls that name none
	Problem string          `json:"problem,omitempty"` // why it cannot be used
}

// unusable is what clients are told of a connection whose settings are wrong. What is
// wrong stands in files that are none of their business.
const unusable = "its settings cannot be used; actionctl doctor tells why, where the gateway runs"

func (x *exchange) connections() error {
	if _, err := x.query(); err != nil {
		return err
	}
	fallback, err := x.defaultConnection()
	if err != nil {
		fallback = ""
	}
	found := []connectionEntry{}
	for _, name := range x.connectionNames() {
		e := connectionEntry{Name: name, Default: name == fallback}
		if info, err := x.g.options.Connector.ConnectionInfo(name); err != nil {
			e.Problem = unusable
		} else {
			e.Host, e.Mode, e.Confirm = info.Host, info.Mode, info.Confirm
		}
		found = append(found, e)
	}
	return x.answer(http.StatusOK, map[string]any{"connections": found})
}
