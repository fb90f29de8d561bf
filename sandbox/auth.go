package sandbox

import (
	"net/http"
	"strings"

	"github.com/actionctl/connector/registry"
)

// Token is the bearer token the sandbox takes. It opens nothing else.
const Token = "sandbox-demo-token"

// credentialHeaders are those that an action without credentials must not get.
var credentialHeaders = [...]string{
	"Authorization", "Cookie", "Proxy-Authorization",
	"X-Databricks-Azure-SP-Management-Token", "X-Databricks-GCP-SA-Access-Token",
}

// admit checks the credentials. Messages never show them.
func admit(a *registry.Action, h http.Header) *refusal {
	if a.NoAuth {
		for _, name := range credentialHeaders {
			if len(h.Values(name)) > 0 {
				return invalid("%s takes no credentials, but the header %s was sent; leave it out", a.Name, name)
			}
		}
		return nil
	}
	values := h.Values("Authorization")
	if len(values) != 1 {
		return refuse(http.StatusUnauthorized, "UNAUTHENTICATED", "expected one Authorization header, found %d; send: Bearer <token>", len(values))
	}
	scheme, token, _ := strings.Cut(values[0], " ")
	switch {
	case !strings.EqualFold(scheme, "Bearer"):
		return refuse(http.StatusUnauthorized, "UNAUTHENTICATED", "the Authorization header is no bearer token; send: Bearer <token>")
	case token != Token:
		return refuse(http.StatusForbidden, "PERMISSION_DENIED", "Invalid access token; the sandbox takes sandbox.Token")
	}
	return nil
}
