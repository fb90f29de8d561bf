package main

import (
	"fmt"
	"net/url"
	"runtime"
	"strings"

	connector "github.com/actionctl/connector"
)

func (a *app) examineVersion() []finding {
	return []finding{{fine, "version", fmt.Sprintf("actionctl %s, %d actions, %s on %s/%s",
		connector.Version(), connector.Builtin().Len(), runtime.Version(), runtime.GOOS, runtime.GOARCH), ""}}
}

// examineFiles looks at the files that connections are read from.
func (a *app) examineFiles() []finding {
	var found []finding
	for _, f := range a.store().Files() {
		switch {
		case f.Err != nil:
			found = append(found, finding{broken, f.Path, f.Err.Error(), ""})
		case !f.Exists:
			found = append(found, finding{fine, f.Path, "not there", ""})
		default:
			found = append(found, finding{fine, f.Path, fmt.Sprintf("%d connections", len(f.Names)), ""})
		}
	}
	return found
}

// proxyVariables are those that net/http goes by.
var proxyVariables = []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"}

// examineEnvironment looks at variables that change how hosts are reached.
func (a *app) examineEnvironment() []finding {
	var found []finding
	for _, name := range proxyVariables {
		value := a.Getenv(name)
		if value == "" {
			continue
		}
		if !strings.Contains(value, "://") { // as net/http reads it
			value = "http://" + value
		}
		u, err := url.Parse(value)
		if err != nil || u.Host == "" {
			found = append(found, finding{broken, name, "is no URL of a proxy", "set it to something like http://proxy.example:3128, or unset it"})
			continue
		}
		found = append(found, finding{fine, name, "requests go by " + u.Redacted() + exceptions(a.Getenv), ""})
	}
	return found
}

func exceptions(getenv func(string) string) string {
	for _, name := range []string{"NO_PROXY", "no_proxy"} {
		if value := getenv(name); value != "" {
			return ", but not to " + value
		}
	}
	return ""
}
