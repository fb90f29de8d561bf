// Package lazyregexp compiles regular expressions when they are first used: compiled at
// the start of a program, dozens of them cost more than the call that it makes.
package lazyregexp

import (
	"regexp"
	"sync"
)

// New returns a function that gives the compiled pattern. It is safe for concurrent use
// and panics where the pattern is none; a test compiles all patterns of the module.
func New(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
