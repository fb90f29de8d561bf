// Package skeleton writes the parameters of an action as a text to fill in: YAML with a
// comment on every field, or JSON. What is required stands there and is empty, what may
// be left out is commented out with one #, and what a person gave already stands at its
// place.
//
// It holds all parameters, path, query and header as well as the body, so that one file
// makes the whole call.
package skeleton
