package main

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"github.com/actionctl/connector/internal/input"
	"github.com/actionctl/connector/internal/skeleton"
	"github.com/actionctl/connector/registry"
)

// problemMark begins the lines that tell the problems of a draft; they go again.
const problemMark = "#! "

// problemAt is what is wrong in a line of the draft; 0 is no line.
type problemAt struct {
	line int
	text string
}

func texts(problems []problemAt) []string {
	out := make([]string, len(problems))
	for i, p := range problems {
		out[i] = p.text
	}
	return out
}

func unreadable(err error) problemAt {
	var e *input.Error
	if errors.As(err, &e) {
		return problemAt{e.Line, e.Message}
	}
	return problemAt{0, err.Error()}
}

// withProblems puts problems at the top, with the lines that they are in then.
func withProblems(text string, problems []problemAt) string {
	const width = 88
	var blocks [][]string
	count := 2 // the lines around the problems
	for _, p := range problems {
		block := skeleton.Wrap(p.text, width)
		blocks = append(blocks, block)
		count += len(block)
	}
	lines := []string{problemMark + "This cannot be sent yet:"}
	for i, block := range blocks {
		head := "  "
		if line := problems[i].line; line > 0 {
			head += fmt.Sprintf("line %d: ", line+count)
		}
		for _, line := range block {
			lines = append(lines, problemMark+head+line)
			head = "    "
		}
	}
	lines = append(lines, problemMark+"Mend it and save, or empty the file to send nothing.")
	return strings.Join(lines, "\n") + "\n" + text
}

// withoutProblems takes away what withProblems put in.
func withoutProblems(text string) string {
	for strings.HasPrefix(text, strings.TrimSpace(problemMark)) {
		_, text, _ = strings.Cut(text, "\n")
	}
	return text
}

func onlyComments(text string) bool {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return false
		}
	}
	return true
}

// givenSecrets are the secrets among params, at their places. A list that has one is one.
func givenSecrets(in *inputs, params map[string]any) map[string]any {
	safe, _ := in.types.Redact(in.action.ParamsSchema(), params).(map[string]any)
	return differing(params, safe)
}

func differing(value, safe map[string]any) map[string]any {
	out := map[string]any{}
	for name, v := range value {
		inner, isObject := v.(map[string]any)
		innerSafe, isSafeObject := safe[name].(map[string]any)
		switch {
		case isObject && isSafeObject:
			if rest := differing(inner, innerSafe); len(rest) > 0 {
				out[name] = rest
			}
		case redactedAt(v, safe[name], nil):
			out[name] = v
		}
	}
	return out
}

// fillIn puts values where an object has nothing.
func fillIn(object, values map[string]any) {
	for name, v := range values {
		inner, isObject := object[name].(map[string]any)
		more, isMore := v.(map[string]any)
		switch {
		case isObject && isMore:
			fillIn(inner, more)
		case object[name] == nil:
			object[name] = v
		}
	}
}

func withoutBody(params map[string]any) map[string]any {
	params = maps.Clone(params)
	delete(params, registry.BodyParam)
	return params
}
