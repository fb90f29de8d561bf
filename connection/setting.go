package connection

import (
	"maps"
	"slices"
	"strings"
)

// value is one setting and where it was written. A secret is in secret, never in
// text.
type value struct {
	text   string
	secret secret
	source string // DATABRICKS_HOST, /home/me/.databrickscfg:3, program
}

// settings are the values of one connection by their key. Keys are those of the
// profile file; headers stand as "headers.NAME".
type settings map[string]value

// text is the value of a key that is no secret, or "".
func (s settings) text(key string) string { return s[key].text }

// has reports whether a key has a value.
func (s settings) has(key string) bool {
	v := s[key]
	return v.text != "" || v.secret.set()
}

// put adds a value. Text of a key that holds a secret is read as a reference if refs
// are allowed.
func (s settings) put(key, text, source string, refs bool) error {
	if text == "" {
		return nil
	}
	v := value{text: text, source: source}
	if isSecret(key) {
		v = value{secret: secret{rest: text}, source: source}
		if refs {
			var err error
			if v.secret, err = parseSecret(text); err != nil {
				return err
			}
		}
	}
	s[key] = v
	return nil
}

// Setting is one value of a connection as people may see it.
type Setting struct {
	Key    string `json:"key"`
	Value  string `json:"value"`  // of a secret the reference, or "set"
	Source string `json:"source"` // a variable, file:line, or "program"
}

// public lists the settings, sorted by key, without secrets. Headers may carry one
// under any name, so that theirs are not shown either.
func (s settings) public() []Setting {
	out := make([]Setting, 0, len(s))
	for _, key := range slices.Sorted(maps.Keys(s)) {
		v := s[key]
		shown := v.text
		switch {
		case v.secret.set():
			shown = v.secret.String()
		case key == "host" || strings.HasSuffix(key, "_url") || key == "azure_authority_host" || key == "azure_msi_endpoint":
			shown = safeURL(shown)
		case key == "proxy" && shown != "none":
			shown = safeURL(shown)
		}
		out = append(out, Setting{key, shown, v.source})
	}
	return out
}

// safeURL is a URL without what may be a secret in it.
func safeURL(text string) string {
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	return strings.TrimSuffix(bareURL(text), "/")
}

const headerPrefix = "headers."

// secretKeys are the keys whose values are secrets.
var secretKeys = []string{"token", "password", "client_secret", "azure_client_secret", "actions_id_token_request_token"}

func isSecret(key string) bool {
	return strings.HasPrefix(key, headerPrefix) || slices.Contains(secretKeys, key)
}
