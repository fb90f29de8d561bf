package runtime

import (
	"net/http"
	"net/url"
	"strings"
)

func requestID(header http.Header, details []any) string {
	for _, name := range []string{"X-Databricks-Request-Id", "X-Request-Id"} {
		if id := header.Get(name); id != "" {
			return shortened(id, maxCode)
		}
	}
	for _, d := range details {
		if m, ok := d.(map[string]any); ok && scalar(m["request_id"]) != "" {
			return shortened(scalar(m["request_id"]), maxCode)
		}
	}
	return ""
}

// privateLink is the code of a workspace that takes no calls from this network. It
// says so by a redirect to its login page.
const privateLink = "PRIVATE_LINK_VALIDATION_ERROR"

// redirect says where a redirect leads. It is never followed: it would take the
// credentials elsewhere, and mostly leads to a login page.
func redirect(header http.Header) (code, message string) {
	location := header.Get("Location")
	if location == "" {
		return "", "the answer is a redirect without an address"
	}
	if strings.Contains(location, "private-link-validation-error") {
		return privateLink, "the workspace takes no calls from this network: it is reached by a private link only"
	}
	to := "another address"
	if u, err := url.Parse(location); err == nil {
		to = (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String() // a query may carry secrets
	}
	message = "redirected to " + to + ", which is not followed"
	if strings.Contains(to, "login") {
		message += "; this is a login page: check the connection's host and token"
	}
	return "", message
}
