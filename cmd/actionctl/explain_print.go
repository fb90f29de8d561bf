package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/manual"
	"github.com/actionctl/connector/internal/render"
	"github.com/actionctl/connector/internal/terminal"
)

// shownRequest is where a plan goes, without secrets.
func shownRequest(plan *connector.Plan) string {
	first, _, _ := strings.Cut(plan.String(), "\n")
	return first
}

// printExplanation writes an explanation as JSON or YAML where that was asked for,
// else as text.
func (a *app) printExplanation(e *explanation, format string) error {
	switch {
	case a.errorJSON, format == "jsonl":
		return encodeJSON(a.Out, e, format != "jsonl")
	case format == "yaml":
		text, err := json.Marshal(e)
		if err != nil {
			return err
		}
		return render.WriteYAML(a.Out, text)
	}
	width := a.outScreen.Width()
	var b strings.Builder
	for _, line := range e.lines() {
		text := fmt.Sprintf("%-12s  %s", line[0], terminal.Line(line[1]))
		b.WriteString(hanging(text, 14, width) + "\n")
	}
	_, err := io.WriteString(a.Out, b.String())
	return err
}

// lines are an explanation as words with labels.
func (e *explanation) lines() [][2]string {
	var lines [][2]string
	add := func(label, text string) {
		if text != "" {
			lines = append(lines, [2]string{label, text})
		}
	}
	add("action", e.Action)
	add("descriptor", e.Descriptor)
	signs := e.Connection.AuthType
	if signs == "" {
		signs = "nothing"
	}
	add("connection", fmt.Sprintf("%s, from %s, signs in by %s", e.Connection.Name, e.Connection.Source, signs))
	for _, s := range e.Connection.Settings {
		add("", fmt.Sprintf("%s: %s (%s)", s.Key, s.Value, s.Source))
	}
	request := e.Request
	if request == "" {
		request = "none: the parameters are invalid"
	}
	add("request", request)
	add("policy", e.Policy.words())
	add("safety", e.Safety.Is+": "+e.Safety.Means)
	add("confirm", e.Confirm)
	again := "only when the service cannot have acted: "
	if e.Retry.Always {
		again = "a failure that may pass is repeated: "
	}
	within := "; all attempts within " + e.Budget
	if e.Budget == noBudget {
		within = "; the connection's retry_budget is off: one attempt"
	}
	add("retry", again+e.Retry.Reason+within)
	add("idempotency", e.Idempotency)
	add("failure", e.Failure)
	add("paging", manual.Paging(e.Paging))
	add("waiting", manual.Waiting(e.Wait))
	add("timeouts", fmt.Sprintf("call: %s; attempt: %s; without a byte: %s", e.Timeouts.Call, e.Timeouts.Attempt, e.Timeouts.Inactivity))
	add("validation", e.Validation)
	add("sent", "nothing")
	return lines
}

func (p *policyExplanation) words() string {
	words := "mode " + p.Mode
	for _, list := range []struct {
		name  string
		words []string
	}{{"allow", p.Allow}, {"deny", p.Deny}, {"confirm", p.Confirm}} {
		if len(list.words) > 0 {
			words += ", " + list.name + " " + strings.Join(list.words, " ")
		}
	}
	if p.Runs {
		return words + ": it runs"
	}
	return words + ": refused: " + p.Refusal
}

// hanging is a line in pieces no wider than the screen, those after the first indented.
func hanging(line string, indent, width int) string {
	if width <= indent || terminal.Cells(line) <= width {
		return line
	}
	label, text := line[:min(indent, len(line))], line[min(indent, len(line)):]
	var b strings.Builder
	b.WriteString(label)
	col := indent
	for i, word := range strings.Fields(text) {
		size := terminal.Cells(word)
		switch {
		case i > 0 && col+1+size > width:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			col = indent
		case i > 0:
			b.WriteByte(' ')
			col++
		}
		b.WriteString(word)
		col += size
	}
	return b.String()
}
