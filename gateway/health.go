package gateway

import "net/http"

func (g *Gateway) healthRoutes() []route {
	return []route{{
		Method: http.MethodGet, Pattern: "/healthz", ID: "health", Access: open,
		Summary: "Tell that the gateway is alive.",
		Answers: []answer{{Status: http.StatusOK, Schema: "Health"}},
		Handle: func(x *exchange) error {
			return x.answer(http.StatusOK, map[string]string{"status": "ok"})
		},
	}}
}
