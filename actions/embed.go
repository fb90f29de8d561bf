// Package actions holds the descriptors: one YAML file an action, in a folder a
// service, and their generated index.
package actions

import "embed"

// Files holds <service>/<name>.yaml for every action, and the index.
//
//go:embed index.tsv */*.yaml
var Files embed.FS

// Index is the sorted index of Files.
//
//go:embed index.tsv
var Index string

// Lexicon is what a search has to know of the words of Index.
//
//go:embed lexicon.bin
var Lexicon string

// Services says in one line what each service is: its name, a tab, the line.
//
//go:embed services.tsv
var Services string

//go:generate go run ../cmd/actionctl fmt . ../schema/types
//go:generate go test ../registry -run TestLexiconIsCurrent -count=1 -update
