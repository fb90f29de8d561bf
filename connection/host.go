package connection

import (
	"fmt"
	"net"
	"net/url"
	"strings"
)

// normalizeHost turns what people paste into a base URL, and finds the workspace id
// that console URLs carry in ?o= or ?w=.
func normalizeHost(raw string) (host, workspaceID string, err error) {
	text := strings.TrimSpace(raw)
	if text == "" {
		return "", "", fmt.Errorf("host is empty; set it to the workspace's URL, such as https://my.cloud.databricks.com")
	}
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" {
		return "", "", fmt.Errorf("host %q is no URL; expected something like https://my.cloud.databricks.com", raw)
	}
	if u.User != nil {
		return "", "", fmt.Errorf("host of %s carries a user name or password; credentials go into the token", u.Redacted())
	}
	if u.Scheme != "https" && u.Scheme != "http" {
		return "", "", fmt.Errorf("host %q: scheme %s is not https", raw, u.Scheme)
	}
	if u.Scheme == "http" && !isLoopback(u.Hostname()) {
		return "", "", fmt.Errorf("host %q would send the token unencrypted; use https (http is for this machine only)", raw)
	}
	for _, name := range []string{"o", "w", "workspace_id"} {
		if id := u.Query().Get(name); id != "" && workspaceID == "" {
			workspaceID = id
		}
	}
	return u.Scheme + "://" + strings.ToLower(u.Host), workspaceID, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}
