package mcp

import (
	"context"
	"fmt"
	"strings"

	"github.com/actionctl/connector/internal/brief"
	"github.com/actionctl/connector/internal/manual"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// about is an action as a model reads it.
type about struct {
	Action     string            `json:"action"`
	Summary    string            `json:"summary,omitempty"`
	Safety     registry.Safety   `json:"safety"`
	Deprecated string            `json:"deprecated,omitempty"`
	Note       string            `json:"about,omitempty"`
	Params     string            `json:"params,omitempty"`
	Answer     string            `json:"answer,omitempty"`
	Wait       bool              `json:"wait,omitempty"`
	All        bool              `json:"all,omitempty"`
	Fields     map[string]string `json:"fields,omitempty"`
	Example    any               `json:"example,omitempty"`
	Hint       string            `json:"hint,omitempty"`
}

// How long the parts of a description may be, in bytes: about 600 tokens, in full 4000.
const (
	paramsSize, answerSize, noteSize, exampleSize = 1000, 200, 160, 200
	fullTimes                                     = 7
)

func (s *Server) describeAction(_ context.Context, q *request) (any, error) {
	var in struct {
		Action string   `json:"action"`
		Fields []string `json:"fields"`
		Full   bool     `json:"full"`
	}
	if err := q.decode(&in, nil); err != nil {
		return nil, err
	}
	if in.Action == "" {
		return nil, badf("action is missing; search_actions finds its name")
	}
	a, err := s.actionOf(q.client, in.Action)
	if err != nil {
		return nil, err
	}
	return s.about(a, in.Fields, in.Full)
}

func (s *Server) about(a *registry.Action, fields []string, full bool) (about, error) {
	times := 1
	if full {
		times = fullTimes
	}
	types := s.c.Types()
	out := about{
		Action: a.Name, Summary: a.Summary, Safety: a.Safety, Deprecated: brief.Sentence(a.Deprecated, noteSize),
		Wait: a.Wait != nil, All: a.Paginate != nil,
	}
	if len(fields) > 0 {
		return s.fieldsOf(out, a, fields, times)
	}
	out.Note = brief.Sentence(a.Description, noteSize*times)
	var whole bool
	out.Params, whole = brief.Type(types, paramsOf(a), paramsSize*times)
	out.Answer = s.answer(a, answerSize*times)
	if example, err := brief.JSON(s.example(a)); err == nil && len(example) <= exampleSize {
		out.Example = s.example(a)
	}
	if !whole && !full {
		out.Hint = "… and names without a type are folded: fields (such as data.x) or full unfold them"
	}
	return out, nil
}

// fieldsOf unfolds some fields alone.
func (s *Server) fieldsOf(out about, a *registry.Action, fields []string, times int) (about, error) {
	out.Fields = map[string]string{}
	out.Summary = ""
	for _, name := range fields {
		doc, err := brief.At(s.c.Types(), paramsOf(a), name)
		if err != nil {
			return out, badf("fields: %w", err)
		}
		out.Fields[name], _ = brief.Type(s.c.Types(), doc, paramsSize*times/len(fields))
	}
	return out, nil
}

func (s *Server) answer(a *registry.Action, size int) string {
	switch {
	case a.Response == nil:
		return ""
	case a.Response.Schema != nil:
		text, _ := brief.Type(s.c.Types(), schema.Document(a.Response.Schema), size)
		if len(text) > 3*size {
			return "object"
		}
		return text
	case a.Response.Content != "":
		return a.Response.Content
	}
	return "headers only: " + strings.Join(a.Response.Headers, ", ")
}

// paramsOf is the schema of an action's parameters. A body that is no JSON is text here.
func paramsOf(a *registry.Action) schema.Document {
	doc := schema.Document(a.ParamsSchema())
	if a.Body != nil && !a.Body.IsJSON() {
		doc["properties"].(map[string]any)[registry.BodyParam] = map[string]any{
			"type": "string", "description": "The content of the file, as text.",
		}
	}
	return doc
}

// example are parameters that the action takes, the required ones alone.
func (s *Server) example(a *registry.Action) any {
	return s.c.Types().Example(paramsOf(a), a.Name, false)
}

// manualOf is the manual page of an action.
func (s *Server) manualOf(name string) (string, error) {
	a, err := s.c.Registry().Action(name)
	if err != nil {
		return "", err
	}
	d, err := s.c.Describe(name)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("```\n%s```\n", manual.Page(s.c.Types(), a, d, manual.Layout{Width: 100, Depth: 2})), nil
}
