package gateway

import (
	"net/http"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/manual"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

func (x *exchange) action() error {
	if _, err := x.query(); err != nil {
		return err
	}
	name := x.r.PathValue("action")
	x.call.Action = harmless(name)
	a, err := x.actionOf(name)
	if err != nil {
		return err
	}
	d, err := x.g.options.Connector.Describe(name)
	if err != nil {
		return err
	}
	answer, err := x.g.describeAction(a, d)
	if err != nil {
		return err
	}
	return x.answer(http.StatusOK, answer)
}

func (g *Gateway) describeAction(a *registry.Action, d *connector.Description) (actionAnswer, error) {
	types := g.options.Connector.Types()
	answer := actionAnswer{
		Name: d.Name, Service: d.Service, Summary: d.Summary, Description: d.Description, Deprecated: d.Deprecated,
		Method: d.Method, Path: d.Path, Safety: d.Safety, About: aboutOf(a), Params: []actionParam{},
		Idempotency: d.Idempotency, FailsWhen: d.FailsWhen, Paginate: d.Paginate, Wait: d.Wait,
		Example: actionExample{a.Name, exampleOf(types, a)},
	}
	for _, p := range d.Params {
		answer.Params = append(answer.Params, actionParam{p.Name, p.In, p.Required, p.Description})
	}
	if b := d.Body; b != nil {
		answer.Body = &actionBody{b.Required, b.Content, !a.Body.IsJSON()}
	}
	var err error
	if answer.ParamsSchema, err = types.Bundle(schema.Document(a.ParamsSchema())); err != nil {
		return answer, err
	}
	if r := a.Response; r != nil {
		answer.Answer = &actionForms{r.Content, r.Headers, r.Alternatives}
		if r.Schema != nil {
			answer.AnswerSchema, err = types.Bundle(schema.Document(r.Schema))
		}
	}
	return answer, err
}

func aboutOf(a *registry.Action) actionAbout {
	about := actionAbout{Safety: manual.Safety(a.Safety), Repeats: manual.Repeats(a), Fails: manual.Failure(a.FailsWhen)}
	if a.Paginate != nil {
		about.Pages = "it is a list; POST /v1/items reads it over all its pages"
	}
	if a.Wait != nil {
		about.Waits = "it starts work that goes on after the answer; POST /v1/wait follows it to its end"
	}
	return about
}

// exampleOf has every required parameter. What is given as bytes is left out.
func exampleOf(types *schema.Types, a *registry.Action) map[string]any {
	params, _ := types.Example(schema.Document(a.ParamsSchema()), a.Name, false).(map[string]any)
	if params == nil {
		params = map[string]any{}
	}
	for _, p := range a.Params {
		if _, given := params[p.Name]; given && p.In == registry.InQuery && p.Schema["type"] != "string" {
			// in full: an object without fields has no form in a query
			params[p.Name] = types.Example(schema.Document(p.Schema), p.Name, true)
		}
	}
	if a.Body != nil && !a.Body.IsJSON() {
		delete(params, registry.BodyParam)
	}
	return params
}
