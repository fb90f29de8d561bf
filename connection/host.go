package connection

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
)

const hostExample = "https://my.cloud.databricks.com"

// normalizeHost turns what people paste into a base URL, and finds the workspace id
// that console URLs carry in ?o= or ?w=. Messages show scheme and host alone: the
// rest of what was pasted may hold a secret.
func normalizeHost(raw string) (host, workspaceID string, err error) {
	text := strings.TrimSpace(raw)
	if text == "" {
		return "", "", fmt.Errorf("host is empty; set it to the workspace's URL, such as %s", hostExample)
	}
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || !validPort(u) {
		return "", "", fmt.Errorf("host is no URL; expected something like %s", hostExample)
	}
	bare := u.Scheme + "://" + bareHost(u)
	switch {
	case u.User != nil:
		return "", "", fmt.Errorf("host %s carries a user name or password; credentials go into the token", bare)
	case u.Scheme != "https" && u.Scheme != "http":
		return "", "", fmt.Errorf("host %s: scheme %s is not https", bare, u.Scheme)
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return "", "", fmt.Errorf("host %s would send the token unencrypted; use https (http is for this machine only)", bare)
	}
	return bare, consoleWorkspace(u.Query()), nil
}

// bareHost is the host in lower case, with its port unless that is the usual one.
func bareHost(u *url.URL) string {
	usual := map[string]string{"https": "443", "http": "80"}[u.Scheme]
	host := strings.ToLower(u.Host)
	if u.Port() == usual {
		host = strings.TrimSuffix(host, ":"+usual)
	}
	return host
}

// validPort refuses a colon without a port too: "https:/my.host" has one.
func validPort(u *url.URL) bool {
	if u.Port() == "" {
		return !strings.HasSuffix(u.Host, ":")
	}
	n, err := strconv.ParseUint(u.Port(), 10, 16)
	return err == nil && n > 0
}

// consoleWorkspace finds the workspace id in the query of a console URL. The older
// names hold digits only.
func consoleWorkspace(query url.Values) string {
	for _, name := range []string{"o", "workspace_id"} {
		if id := query.Get(name); id != "" && strings.Trim(id, "0123456789") == "" {
			return id
		}
	}
	return query.Get("w")
}

// checkWorkspaceID refuses what a header cannot carry.
func checkWorkspaceID(id string) error {
	if strings.ContainsFunc(id, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return errors.New("the workspace id has a space or a character that is no ASCII")
	}
	return nil
}

func isLoopback(host string) bool {
	host = strings.ToLower(host)
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}
