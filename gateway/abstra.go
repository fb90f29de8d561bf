package gateway

import "net/http"

// abstraRoutes are the calls of Abstra's connectors, so that their clients find here what
// they know. Names and fields are theirs.
func (g *Gateway) abstraRoutes() []route {
	return []route{{
		Method: http.MethodGet, Pattern: "/connectors/connections", ID: "abstra_connections",
		Summary: "List the connections, as Abstra's connectors do.",
		Answers: []answer{{Status: http.StatusOK, Schema: "AbstraConnections", Summary: "The connections that the token sees."}},
		Handle:  (*exchange).abstraConnections,
	}, {
		Method: http.MethodGet, Pattern: "/connectors/connection/{name}/actions", ID: "abstra_actions",
		Summary: "List or search the actions that a connection may run, as Abstra's connectors do.",
		Query: []parameter{
			{Name: "search", Description: "A regular expression for name and summary, or words.", Schema: `{"type":"string","maxLength":200}`},
			{Name: "page", Description: "From 0.", Schema: `{"type":"integer","minimum":0,"maximum":1000000,"default":0}`},
			{Name: "pageSize", Description: "Actions on a page.", Schema: `{"type":"integer","minimum":1,"maximum":1000,"default":100}`},
		},
		Answers: []answer{{Status: http.StatusOK, Schema: "AbstraActions", Summary: "One page."}},
		Handle:  (*exchange).abstraActions,
	}, {
		Method: http.MethodGet, Pattern: "/connectors/connection/{name}/action/{action}", ID: "abstra_action",
		Summary: "Describe an action, as Abstra's connectors do.",
		Answers: []answer{{Status: http.StatusOK, Schema: "AbstraAction", Summary: "What it takes and gives."}},
		Handle:  (*exchange).abstraAction,
	}, {
		Method: http.MethodPost, Pattern: "/connectors/connection/{name}/execute", ID: "abstra_execute", Body: "AbstraCall",
		Summary: "Run an action, as Abstra's connectors do.",
		Answers: []answer{{Status: http.StatusOK, Schema: "AbstraAnswer", Summary: "What came of the call, also where it failed."}},
		Handle:  (*exchange).abstraExecute,
	}, {
		Method: http.MethodGet, Pattern: "/connectors/connection/{name}/access-token", ID: "abstra_access_token",
		Summary: "Say that no credentials are given out here.",
		Handle: func(*exchange) error {
			return refuse(http.StatusNotFound, "NO_ACCESS_TOKEN",
				"this gateway gives no credentials of a connection to anybody; run the action here with POST /connectors/connection/{name}/execute")
		},
	}}
}

// abstraType is the one kind of connection that there is.
const abstraType = "databricks"

// abstraConnection has each field under the two names that clients look for.
type abstraConnection struct {
	Name           string `json:"name"`
	ConnectionName string `json:"connectionName"`
	Type           string `json:"type"`
	ConnectorType  string `json:"connectorType"`
}

func (x *exchange) abstraConnections() error {
	if _, err := x.query(); err != nil {
		return err
	}
	list := []abstraConnection{}
	for _, name := range x.connectionNames() {
		list = append(list, abstraConnection{name, name, abstraType, abstraType})
	}
	return x.answer(http.StatusOK, list)
}
