package gateway

import (
	"net/http"
	"strings"
)

// errToken is what all clients are told that have no valid token, whatever is wrong
// with it.
func errToken() *problem {
	return refuse(http.StatusUnauthorized, "NO_TOKEN", "a valid token is needed: send it as Authorization: Bearer TOKEN")
}

// authenticate finds out whose token a request bears and whether it may use the route.
func (g *Gateway) authenticate(x *exchange, q *request) error {
	if g.options.Tokens == nil {
		return nil
	}
	given := x.r.Header.Values("Authorization")
	if len(given) > 1 {
		return refuse(http.StatusBadRequest, "TWO_TOKENS", "the request has more than one Authorization header; send one")
	}
	if len(given) == 0 {
		q.reason = "no token"
		return errToken()
	}
	scheme, secret, _ := strings.Cut(given[0], " ")
	if !strings.EqualFold(scheme, "Bearer") {
		q.reason = "no bearer token"
		return errToken()
	}
	who, err := g.options.Tokens.Verify(strings.TrimSpace(secret))
	if err != nil {
		q.reason = err.Error()
		q.tried = who.Name // of one that is known, but expired or revoked
		return errToken()
	}
	q.who, q.known, x.who = who, true, who
	x.again = func() bool {
		_, err := g.options.Tokens.Verify(strings.TrimSpace(secret))
		return err == nil
	}
	if x.route.Access == metricsOnly && !who.Scope.Metrics {
		return refuse(http.StatusForbidden, "SCOPE", "token %s may not read the metrics; one made with --metrics may", who.Name)
	}
	return nil
}
