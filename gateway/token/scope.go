package token

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/actionctl/connector/internal/spelling"
)

// Scope is what a token may do. Globs are those of path.Match and match whole names.
type Scope struct {
	Connections []string `json:"connections"`       // globs of names; empty allows none
	Actions     []string `json:"actions,omitempty"` // globs of names; empty allows all
	Classes     []string `json:"classes,omitempty"` // safety classes; empty allows all
	Confirm     bool     `json:"confirm,omitempty"` // its calls may say that they are confirmed
	Metrics     bool     `json:"metrics,omitempty"` // may read the metrics
}

// Classes are the safety classes that a scope may name, from harmless to grave.
func Classes() []string { return []string{"read", "write", "cost", "privileged", "destructive"} }

// Validate says all that is wrong with the scope: what is no glob, what is no safety
// class, that it allows nothing at all.
func (s Scope) Validate() error {
	problems := slices.Concat(notGlobs("connections", s.Connections), notGlobs("actions", s.Actions))
	for _, class := range s.Classes {
		if !slices.Contains(Classes(), class) {
			problems = append(problems, fmt.Errorf("classes: %q is not one of %s%s",
				class, strings.Join(Classes(), ", "), spelling.DidYouMean(class, Classes())))
		}
	}
	if len(s.Connections) == 0 && !s.Metrics {
		problems = append(problems, errors.New("connections: none is named, so that nothing may be run; name some, or * for all"))
	}
	return errors.Join(problems...)
}

// clone shares nothing with s.
func (s Scope) clone() Scope {
	s.Connections = append([]string{}, s.Connections...) // a list also where it is empty
	s.Actions, s.Classes = slices.Clone(s.Actions), slices.Clone(s.Classes)
	return s
}

func notGlobs(what string, globs []string) (problems []error) {
	for _, glob := range globs {
		if _, err := path.Match(glob, ""); err != nil || glob == "" || strings.ContainsFunc(glob, unprintable) {
			problems = append(problems, fmt.Errorf("%s: %q is no glob; it names %s, such as prod or dev_*", what, glob, what))
		}
	}
	return problems
}

// unprintable is what no name has and what would not survive being written down.
func unprintable(r rune) bool { return r == utf8.RuneError || !unicode.IsPrint(r) }

// anyMatch reports whether one of the globs matches.
func anyMatch(globs []string, name string) bool {
	for _, glob := range globs {
		if ok, err := path.Match(glob, name); ok && err == nil {
			return true
		}
	}
	return false
}
