package spelling

import (
	"fmt"
	"strings"
)

// mostListed is how many names a message has.
const mostListed = 20

// Listed is the names that there are as a message has them: "a, b and 3 more", or "none".
func Listed(names []string) string {
	more := len(names) - mostListed
	switch {
	case len(names) == 0:
		return "none"
	case more > 0:
		return fmt.Sprintf("%s and %d more", strings.Join(names[:mostListed], ", "), more)
	}
	return strings.Join(names, ", ")
}
