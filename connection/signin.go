package connection

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

// fetcher gets a new token. fresh says that the service has refused the last one.
type fetcher func(ctx context.Context, fresh bool) (*token, error)

// signIn is what a way of signing in works with.
type signIn struct {
	machine
	settings
	kind    string
	host    string
	caFile  string
	proxy   string
	cfgFile string // the profile file, if it is not the usual one
	client  func() (*http.Client, error)
}

// SignIn makes an Auth for connection c of a program: keys are those of a profile, with
// auth_type; values of secrets may be references such as "env:PROD_SECRET", which
// getenv answers. Nothing is contacted or read before the first call. Of c, Host,
// CAFile and Proxy count.
func SignIn(c Connection, keys map[string]string, getenv func(string) string) (Auth, error) {
	s := settings{}
	for name, text := range keys {
		key := authKeyOf(name)
		if key == "" {
			return nil, fmt.Errorf("unknown key %q", name)
		}
		if err := s.put(key, text, "program", true); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	host, _, err := normalizeHost(c.Host)
	if err != nil {
		return nil, err
	}
	c.Host = host
	return newAuth(machine{env: getenv}, &c, s, "")
}

// newAuth makes the Auth that the settings mean. What is missing is told at the first
// call: calls without credentials, dry runs among them, then still work.
func newAuth(m machine, c *Connection, s settings, cfgFile string) (Auth, error) {
	k, err := kindOf(s)
	if err != nil {
		return nil, err
	}
	if k == nil {
		return failing(&SignInError{Type: "auth", Err: errNoKind, Cure: cureNoKind(c.Source)}), nil
	}
	if missing := k.missing(s); len(missing) > 0 {
		return failing(&SignInError{
			Type: k.name, Err: errors.New(strings.Join(missing, " and ") + areNotSet(len(missing))), Cure: cureMissing(missing, c.Source),
		}), nil
	}
	in := &signIn{machine: m, settings: s, kind: k.name, host: c.Host, caFile: c.CAFile, proxy: c.Proxy, cfgFile: cfgFile}
	in.client = sync.OnceValues(func() (*http.Client, error) { return newTokenClient(m, in.caFile, in.proxy) })
	return &tokens{now: m.now, fetch: k.fetch(in)}, nil
}

func failing(err error) Auth {
	return AuthFunc(func(context.Context, bool) (http.Header, error) { return nil, err })
}

func cureNoKind(source string) string {
	if source == environmentSource {
		return "DATABRICKS_TOKEN is not set; set it to a personal access token"
	}
	return "set one of its keys, such as token, or auth_type, in " + source
}

func cureMissing(missing []string, source string) string {
	if source != environmentSource {
		return "set it in " + source
	}
	var names []string
	for _, k := range authKeys {
		for _, key := range missing {
			if k.key == key && len(k.env) > 0 {
				names = append(names, k.env[0])
			}
		}
	}
	return "set " + strings.Join(names, " and ")
}

// secret reads the secret of a key.
func (s *signIn) secret(ctx context.Context, key string) (string, error) {
	v := s.settings[key]
	text, err := s.read(ctx, v.secret)
	if err != nil {
		return "", &SignInError{Type: s.kind, Err: fmt.Errorf("%s: %w", key, err), Cure: "mend it in " + v.source}
	}
	return text, nil
}

// issued is a bearer token that lives for so long; zero means that it does not
// expire. early is how long before its end the service refuses it.
func (s *signIn) issued(access string, lives, early time.Duration) *token {
	t := &token{headers: bearer(access), got: s.now()}
	if lives > 0 {
		t.expiry = t.got.Add(lives - early)
	}
	return t
}

func truth(text string) bool {
	switch strings.ToLower(text) {
	case "true", "1", "yes", "on":
		return true
	}
	return false
}

func areNotSet(n int) string {
	if n == 1 {
		return " is not set"
	}
	return " are not set"
}
