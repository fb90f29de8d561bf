package gateway

import (
	"cmp"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/actionctl/connector/internal/lazyregexp"
)

// operation is one route in the document.
type operation struct {
	ID          string                      `json:"operationId"`
	Summary     string                      `json:"summary"`
	Security    *[]map[string][]string      `json:"security,omitempty"` // an empty list: none is needed
	Parameters  []documentParameter         `json:"parameters,omitempty"`
	RequestBody *documentBody               `json:"requestBody,omitempty"`
	Responses   map[string]documentResponse `json:"responses"` // by status
}

type documentParameter struct {
	Name        string          `json:"name"`
	In          string          `json:"in"`
	Required    bool            `json:"required,omitempty"`
	Description string          `json:"description,omitempty"`
	Schema      json.RawMessage `json:"schema,omitempty"`
	// Content stands in place of Schema where the value is a text in a form of its own.
	Content map[string]documentMedia `json:"content,omitempty"`
}

type documentBody struct {
	Required bool                     `json:"required"`
	Content  map[string]documentMedia `json:"content"`
}

type documentResponse struct {
	Description string                   `json:"description"`
	Content     map[string]documentMedia `json:"content,omitempty"`
}

// documentMedia says what a body is. Its schema is any where the body is not JSON.
type documentMedia struct {
	Schema any `json:"schema,omitempty"`
}

const jsonContent = "application/json"

var pathName = lazyregexp.New(`\{([a-z_]+)\}`)

func operationOf(r route) operation {
	o := operation{ID: r.ID, Summary: r.Summary, Responses: map[string]documentResponse{}}
	if r.Access == open {
		o.Security = &[]map[string][]string{}
	}
	for _, name := range pathName().FindAllStringSubmatch(r.Pattern, -1) {
		o.Parameters = append(o.Parameters, documentParameter{
			Name: name[1], In: "path", Required: true, Schema: json.RawMessage(`{"type":"string","minLength":1}`),
		})
	}
	for _, p := range r.Query {
		o.Parameters = append(o.Parameters, inQuery(p))
	}
	if r.takesBody() {
		o.RequestBody = &documentBody{Required: true, Content: map[string]documentMedia{
			cmp.Or(r.BodyContent, jsonContent): mediaOf(cmp.Or(r.BodyContent, jsonContent), r.Body),
		}}
	}
	for _, a := range r.Answers {
		o.add(a)
	}
	for _, a := range r.problems() {
		o.add(a)
	}
	return o
}

func inQuery(p parameter) documentParameter {
	d := documentParameter{Name: p.Name, In: "query", Required: p.Required, Description: p.Description}
	schema := json.RawMessage(cmp.Or(p.Schema, `{"type":"string"}`))
	if p.IsJSON {
		d.Content = map[string]documentMedia{jsonContent: {schema}}
	} else {
		d.Schema = schema
	}
	return d
}

// add takes an answer in. Those of one status are one response in several forms.
func (o operation) add(a answer) {
	status := strconv.Itoa(a.Status)
	response, known := o.Responses[status]
	if !known {
		response.Description = cmp.Or(a.Summary, http.StatusText(a.Status)+".")
	}
	if a.Schema != "" || a.Content != "" {
		if response.Content == nil {
			response.Content = map[string]documentMedia{}
		}
		content := cmp.Or(a.Content, jsonContent)
		response.Content[content] = mediaOf(content, a.Schema)
	}
	o.Responses[status] = response
}

// mediaOf says what a body of a media type is. One of lines or events is text to
// OpenAPI; the schema is that of each line, or of each event's data.
func mediaOf(content, schema string) documentMedia {
	switch {
	case schema == "":
		return documentMedia{}
	case content == linesContent || content == eventsContent:
		return documentMedia{map[string]any{
			"type": "string", "contentMediaType": jsonContent, "contentSchema": component(schema),
			"description": "One JSON value of the schema " + schema + " after the other.",
		}}
	}
	return documentMedia{component(schema)}
}
