package gateway

import (
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// actionAnswer is all about one action. Its schemas stand alone.
type actionAnswer struct {
	Name         string                `json:"name"`
	Service      string                `json:"service"`
	Summary      string                `json:"summary"`
	Description  string                `json:"description,omitempty"`
	Deprecated   string                `json:"deprecated,omitempty"`
	Method       string                `json:"method"`
	Path         string                `json:"path"`
	Safety       registry.Safety       `json:"safety"`
	About        actionAbout           `json:"about"`
	Params       []actionParam         `json:"params"`
	Body         *actionBody           `json:"body,omitempty"`
	Answer       *actionForms          `json:"answer,omitempty"`
	Idempotency  *registry.Idempotency `json:"idempotency,omitempty"`
	FailsWhen    *registry.FailsWhen   `json:"fails_when,omitempty"`
	Paginate     *registry.Paginate    `json:"paginate,omitempty"`
	Wait         *registry.Wait        `json:"wait,omitempty"`
	ParamsSchema schema.Document       `json:"params_schema"`
	AnswerSchema schema.Document       `json:"answer_schema,omitempty"` // of data
	Example      actionExample         `json:"example"`
}

// actionAbout says in words what the fields beside it mean.
type actionAbout struct {
	Safety  string `json:"safety"`
	Repeats string `json:"repeats"`
	Pages   string `json:"pages,omitempty"`
	Waits   string `json:"waits,omitempty"`
	Fails   string `json:"fails,omitempty"`
}

type actionParam struct {
	Name        string            `json:"name"`
	In          registry.Location `json:"in"`
	Required    bool              `json:"required"`
	Description string            `json:"description,omitempty"`
}

// actionBody is the parameter data.
type actionBody struct {
	Required bool   `json:"required"`
	Content  string `json:"content"`
	Upload   bool   `json:"upload,omitempty"` // it is bytes, for POST /v1/upload
}

type actionForms struct {
	Content      string                 `json:"content,omitempty"`
	Headers      []string               `json:"headers,omitempty"`
	Alternatives []registry.Alternative `json:"alternatives,omitempty"`
}

// actionExample is a body for POST /v1/run; of an upload, what goes into its query.
type actionExample struct {
	Action string         `json:"action"`
	Params map[string]any `json:"params"`
}
