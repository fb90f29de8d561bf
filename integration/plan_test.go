//go:build integration && unix

package integration

import (
	"bytes"
	"embed"
	"io/fs"
	"testing"

	"gopkg.in/yaml.v3"
)

//go:embed mlflow/*.yaml mlflow_differences.yaml
var plans embed.FS

// step is one call and what must come of it. Strings in Params, Want and Contains
// may refer to earlier answers as ${name}.
type step struct {
	Name   string         `yaml:"name"`
	Action string         `yaml:"action"`
	Params map[string]any `yaml:"params"`
	Mode   string         `yaml:"mode"` // how parameters are checked: strict unless given, unknown, off

	Want     any               `yaml:"want"`     // part of the answer
	Contains map[string][]any  `yaml:"contains"` // dotted path of a list: elements it has, in any order
	Absent   []string          `yaml:"absent"`   // dotted paths that the answer does not have
	Fails    *failure          `yaml:"fails"`    // the call is refused
	Pages    *pages            `yaml:"pages"`    // the list is read page by page and from every place on
	Waits    bool              `yaml:"waits"`    // the work is followed to its end, and what became of it is the answer
	Save     map[string]string `yaml:"save"`     // variable: dotted path in the answer
}

// failure is how a call is refused. What is left out is not compared.
type failure struct {
	Kind    string  `yaml:"kind"` // one of kinds
	Status  int     `yaml:"status"`
	Code    *string `yaml:"code"` // "" says that the answer has none
	Message string  `yaml:"message"`
}

// pages is how a list comes when Limit items are asked for at a time.
type pages struct {
	Limit int    `yaml:"limit"`
	Sizes []int  `yaml:"sizes"`
	Key   string `yaml:"key"` // dotted path of what identifies an item
}

// difference is a place where the server does not behave as the descriptor says.
type difference struct {
	Action     string `yaml:"action"`
	Difference string `yaml:"difference"`
	Decision   string `yaml:"decision"`
	Prove      []step `yaml:"prove"` // fails once the difference is gone
}

// differences are the known ones, with the steps that their proofs build on.
type differences struct {
	Setup       []step       `yaml:"setup"`
	Differences []difference `yaml:"differences"`
}

// readPlan decodes one file of the plan; a misspelt field is an error.
func readPlan(t *testing.T, name string, into any) {
	t.Helper()
	text, err := fs.ReadFile(plans, name)
	if err != nil {
		t.Fatal(err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}
