package manual

import (
	"strings"

	"github.com/actionctl/connector/actions"
)

// Services says in one line what each of the built-in services is about.
func Services() map[string]string {
	about := map[string]string{}
	for line := range strings.Lines(actions.Services) {
		name, text, _ := strings.Cut(strings.TrimSpace(line), "\t")
		about[name] = text
	}
	return about
}
