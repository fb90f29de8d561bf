package gateway

import (
	"maps"
	"net/http"
	"reflect"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/runtime"
)

func (g *Gateway) uploadRoutes() []route {
	return []route{{
		Method: http.MethodPost, Pattern: "/v1/upload", ID: "upload", BodyContent: bytesContent,
		Summary: "Run an action that takes bytes, which are the body of the request.",
		Query: []parameter{
			{Name: "action", Description: "Name of the action.", Schema: `{"type":"string","minLength":1}`, Required: true},
			{Name: "connection", Description: "Name of the connection; without one, the default."},
			{Name: "params", Description: "All other parameters, as a JSON object. Secrets are refused here: a query may be written to logs.", Schema: `{"type":"object"}`, IsJSON: true},
			{Name: "idempotency_key", Description: "Makes repeats of the call one, where the action can tell."},
			{Name: "timeout", Description: "Bounds the whole call.", Schema: durationInQuery()},
			{Name: "validation", Description: "How strictly parameters are checked.", Schema: `{"enum":["strict","allow_unknown","off"]}`},
			{Name: "confirmed", Description: "Somebody who may has said yes to the call.", Schema: `{"type":"boolean"}`},
		},
		Answers: runAnswers(),
		Handle:  (*exchange).upload,
	}}
}

func (x *exchange) upload() error {
	if err := x.uncompressed(); err != nil {
		return err
	}
	b, err := x.callInQuery()
	if err != nil {
		return err
	}
	call, action, err := x.callOf(b)
	if err != nil {
		return err
	}
	if err := x.checkUpload(call, action); err != nil {
		return err
	}
	body := &onceBody{from: x.r.Body}
	defer body.end()
	params := maps.Clone(call.Params)
	if params == nil {
		params = map[string]any{}
	}
	params[registry.BodyParam] = &runtime.Body{Content: action.Body.Content, Length: x.r.ContentLength, Open: body.open}
	call.Params = params
	return x.perform(call, action)
}

// checkUpload refuses what does not belong into an upload.
func (x *exchange) checkUpload(call connector.Call, a *registry.Action) error {
	if a.Body == nil || a.Body.IsJSON() {
		return refuse(http.StatusUnprocessableEntity, "NO_UPLOAD", "%s takes no bytes; run it with POST /v1/run", a.Name)
	}
	if _, given := call.Params[registry.BodyParam]; given {
		return refuse(http.StatusUnprocessableEntity, "DATA_IN_QUERY", "params has data, but the data of an upload is the body of the request")
	}
	if safe := x.g.options.Connector.Types().Redact(a.ParamsSchema(), call.Params); len(call.Params) > 0 && !reflect.DeepEqual(safe, any(call.Params)) {
		return refuse(http.StatusUnprocessableEntity, "SECRET_IN_QUERY", "params has a secret, which must not stand in a query; run the action with POST /v1/run")
	}
	return nil
}
