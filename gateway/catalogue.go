package gateway

import "net/http"

func (g *Gateway) catalogueRoutes() []route {
	return []route{{
		Method: http.MethodGet, Pattern: "/v1/actions", ID: "actions",
		Summary: "List or search the actions, page by page.",
		Query: []parameter{
			{Name: "q", Description: "Words to search for; the best matches come first. Without it, all actions by name.", Schema: `{"type":"string","maxLength":200}`},
			{Name: "service", Description: "Only actions of this service."},
			{Name: "safety", Description: "Only actions of this class.", Schema: `{"enum":["read","write","cost","privileged","destructive"]}`},
			{Name: "page_size", Description: "Actions on a page.", Schema: `{"type":"integer","minimum":1,"maximum":200,"default":50}`},
			{Name: "page_token", Description: "The next_page_token of the page before, with the same q, service and safety."},
		},
		Answers: []answer{{Status: http.StatusOK, Schema: "Actions", Summary: "One page."}},
		Handle:  (*exchange).actions,
	}, {
		Method: http.MethodGet, Pattern: "/v1/actions/{action}", ID: "action",
		Summary: "Describe an action: what it does, takes and answers.",
		Answers: []answer{{Status: http.StatusOK, Schema: "Action", Summary: "All about the action, with JSON Schemas that stand alone."}},
		Handle:  (*exchange).action,
	}, {
		Method: http.MethodGet, Pattern: "/v1/services", ID: "services",
		Summary: "List the services that actions belong to.",
		Answers: []answer{{Status: http.StatusOK, Schema: "Services", Summary: "All services."}},
		Handle:  (*exchange).services,
	}}
}
