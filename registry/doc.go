// Package registry holds actions as data: one YAML descriptor an action, found by
// name, parsed on first use, searched, linted and written in one canonical form.
//
// A Registry is a value. With, Without and Only return new ones and leave the old
// as it was; there is no global set and nothing happens at start-up. Names are
// found by bisection in a sorted index, so opening the built-in registry reads
// nothing but the index string it is given.
//
// # Why our own decoder
//
// Descriptors are decoded from yaml.v3 nodes rather than into structs: a struct
// decode turns 2024-01-01 into a time and 0o17 into 15, and stops at the first
// unknown key. Here every problem of a file is reported at once with its line, and
// only JSON kinds come out.
//
// The package knows no JSON Schema library and nothing of the packages that call, so
// a program that only searches or reads descriptors pays for neither.
package registry
