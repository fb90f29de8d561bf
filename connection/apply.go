package connection

import (
	"errors"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// plainKeys are the settings beside signing in, headers and policy, as
// connections.yaml has them, what says where first.
var plainKeys = []string{
	"host", "workspace_id", "rate", "burst", "concurrency", "timeout", "inactivity_timeout",
	"retry_budget", "ca_file", "proxy", "allow_unknown", "policy.mode", "policy.allow", "policy.deny", "policy.confirm",
}

// apply puts one setting into the connection. The message does not show the value,
// which may be a secret in the wrong place.
func apply(c *Connection, key, text string) (err error) {
	switch key {
	case "host":
		c.Host = text
		_, _, err = normalizeHost(text)
	case "workspace_id":
		c.WorkspaceID, err = text, checkWorkspaceID(text)
	case "rate":
		c.Rate, err = parseRate(text)
	case "burst":
		c.Burst, err = parseCount(text)
	case "concurrency":
		c.Concurrency, err = parseCount(text)
	case "timeout":
		c.Timeout, err = parseDuration(text)
		if err == nil && c.Timeout < 0 {
			err = errors.New("expected no negative duration")
		}
	case "inactivity_timeout":
		c.InactivityTimeout, err = parseDuration(text)
	case "retry_budget":
		c.RetryBudget, err = parseDuration(text)
	case "ca_file":
		c.CAFile = text
		if !filepath.IsAbs(text) && !strings.HasPrefix(text, "~/") {
			err = errors.New("expected a whole path, such as /etc/ssl/corp.pem or ~/corp.pem")
		}
	case "proxy":
		c.Proxy, err = text, checkProxy(text)
	case "allow_unknown":
		if text != "true" && text != "false" {
			err = errors.New("expected true or false")
		}
		c.AllowUnknown = text == "true"
	case "policy.mode":
		c.Policy.Mode = Mode(text)
		err = c.Policy.Validate()
	}
	return err
}

func parseRate(text string) (float64, error) {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n < 0 || math.IsInf(n, 0) || math.IsNaN(n) {
		return 0, errors.New("expected a number of requests a second, such as 5 or 0.5")
	}
	return n, nil
}

func parseCount(text string) (int, error) {
	n, err := strconv.ParseUint(text, 10, 31)
	if err != nil {
		return 0, errors.New("expected a whole number, such as 8")
	}
	return int(n), nil
}

// parseDuration reads 30s, 5m, or -1s for "never".
func parseDuration(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0, errors.New("expected a duration, such as 30s or 5m")
	}
	return d, nil
}
