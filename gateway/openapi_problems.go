package gateway

import "net/http"

const problemContent = "application/problem+json"

// takesBody tells that a route reads a body. Those are the ones that run calls.
func (r *route) takesBody() bool { return r.Body != "" || r.BodyContent != "" }

// problems are the failures that a route may answer with beside its own answers.
func (r *route) problems() []answer {
	found := []answer{
		{Status: http.StatusBadRequest, Summary: "The request is not one that can be understood."},
		{Status: http.StatusForbidden, Summary: "A foreign page asks, or the token or a policy does not allow it."},
		{Status: http.StatusRequestTimeout, Summary: "The request came too slowly."},
		{Status: http.StatusRequestEntityTooLarge, Summary: "The body is too large."},
		{Status: http.StatusMisdirectedRequest, Summary: "The Host header names another server."},
		{Status: http.StatusTooManyRequests, Summary: "Too many calls at a time, or too many for the service; Retry-After says when to come again."},
		{Status: http.StatusInternalServerError, Summary: "The gateway is at fault."},
		{Status: http.StatusServiceUnavailable, Summary: "The gateway is ending or cannot write its records, or the service is not available."},
	}
	if r.Access != open {
		found = append(found, answer{Status: http.StatusUnauthorized, Summary: "No token, or none that is valid."})
	}
	if pathName().MatchString(r.Pattern) {
		found = append(found, answer{Status: http.StatusNotFound, Summary: "There is no such thing within the token's scope."})
	}
	if r.takesBody() {
		found = append(found, callProblems()...)
	}
	for i := range found {
		found[i].Content, found[i].Schema = problemContent, "Problem"
	}
	return found
}

// callProblems are those of running a call.
func callProblems() []answer {
	return []answer{
		{Status: http.StatusNotFound, Summary: "The action or the connection is not known, or the service does not have what the call names."},
		{Status: http.StatusNotAcceptable, Summary: "The answer has no form that the request accepts."},
		{Status: http.StatusConflict, Summary: "The service says that it conflicts with what is there."},
		{Status: http.StatusPreconditionFailed, Summary: "A condition of the call does not hold."},
		{Status: http.StatusUnsupportedMediaType, Summary: "The body is of another media type."},
		{Status: http.StatusUnprocessableEntity, Summary: "The parameters are not valid; nothing was sent."},
		{Status: http.StatusFailedDependency, Summary: "The service carried the call out, and it failed."},
		{Status: http.StatusBadGateway, Summary: "The service failed or gave no answer that can be understood."},
		{Status: http.StatusGatewayTimeout, Summary: "The service did not answer in time."},
	}
}
