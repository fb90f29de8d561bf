package world

import (
	"fmt"
	"net/http"
	"strings"
)

// Problem is what the world refuses, as the service would.
type Problem struct {
	Status  int
	Code    string
	Message string
}

func (p *Problem) Error() string { return p.Code + ": " + p.Message }

// The kinds of problems.
func missing(format string, args ...any) *Problem {
	return &Problem{http.StatusNotFound, "RESOURCE_DOES_NOT_EXIST", fmt.Sprintf(format, args...)}
}

func taken(format string, args ...any) *Problem {
	return &Problem{http.StatusConflict, "RESOURCE_ALREADY_EXISTS", fmt.Sprintf(format, args...)}
}

func invalid(format string, args ...any) *Problem {
	return &Problem{http.StatusBadRequest, "INVALID_PARAMETER_VALUE", fmt.Sprintf(format, args...)}
}

// maxNamed is how many of the items that do exist a message names.
const maxNamed = 3

// noItem says that an item is missing, and which there are.
func noItem(c *Collection, key []string) *Problem {
	there := "there is none"
	if names := c.names(); len(names) > 0 {
		there = "there is " + someOf(names)
	}
	return missing("%s %s does not exist; in this sandbox %s", c.noun(), strings.Join(key, "/"), there)
}

// someOf lists the first names and counts the others.
func someOf(names []string) string {
	if n := len(names) - maxNamed; n > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:maxNamed], ", "), n)
	}
	return strings.Join(names, ", ")
}
