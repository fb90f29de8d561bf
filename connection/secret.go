package connection

import (
	"fmt"
	"path/filepath"
	"strings"
)

// The schemes of a reference to a secret, as in "env:PROD_TOKEN".
const (
	fromEnv     = "env"     // env:NAME, an environment variable
	fromFile    = "file"    // file:PATH, a file, less one newline at its end
	fromCommand = "command" // command:PROGRAM ARGUMENT …, what a program prints
	fromKeyring = "keyring" // keyring:SERVICE/NAME, the keyring of the system
)

// secret is where a secret is, or the secret itself. It is read when it is needed,
// and printing it never shows an inline value.
type secret struct {
	scheme string // "" means that rest is the secret itself
	rest   string
}

// parseSecret reads a reference. Text with none of the schemes is an inline secret.
// The message shows no part of the text.
func parseSecret(text string) (secret, error) {
	scheme, rest, ok := strings.Cut(text, ":")
	if !ok {
		return secret{rest: text}, nil
	}
	rest = strings.TrimSpace(rest)
	switch scheme {
	case fromEnv:
		if rest == "" || strings.ContainsAny(rest, "= \t$") {
			return secret{}, fmt.Errorf("env: wants the name of a variable, such as env:PROD_TOKEN")
		}
	case fromFile:
		if rest == "" || !filepath.IsAbs(rest) && !strings.HasPrefix(rest, "~/") {
			return secret{}, fmt.Errorf("file: wants a whole path, such as file:/run/secrets/token or file:~/token")
		}
	case fromCommand:
		if _, err := splitWords(rest); err != nil {
			return secret{}, fmt.Errorf("command: %w", err)
		}
	case fromKeyring:
		if service, name, ok := strings.Cut(rest, "/"); !ok || service == "" || name == "" {
			return secret{}, fmt.Errorf("keyring: wants SERVICE/NAME, such as keyring:actionctl/prod")
		}
	default:
		return secret{rest: text}, nil
	}
	return secret{scheme, rest}, nil
}

// inline reports whether the secret itself was written down.
func (s secret) inline() bool { return s.scheme == "" && s.rest != "" }

func (s secret) set() bool { return s.rest != "" }

// String is the reference, or "set" for an inline secret. Of a command only the
// program is shown: its arguments may be secret too.
func (s secret) String() string {
	switch s.scheme {
	case "":
		if s.rest == "" {
			return ""
		}
		return "set"
	case fromCommand:
		words, err := splitWords(s.rest)
		if err != nil {
			return fromCommand + ":"
		}
		if len(words) > 1 {
			return fromCommand + ":" + words[0] + " …"
		}
		return fromCommand + ":" + words[0]
	}
	return s.scheme + ":" + s.rest
}

// Format keeps every verb of package fmt from showing the fields.
func (s secret) Format(f fmt.State, _ rune) { fmt.Fprint(f, s.String()) }
