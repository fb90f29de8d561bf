package gateway

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
)

// document is the gateway described as OpenAPI 3.1. It is made of the table of routes,
// so it cannot tell of others.
type document struct {
	OpenAPI    string                          `json:"openapi"`
	Info       documentInfo                    `json:"info"`
	Security   []map[string][]string           `json:"security"`
	Paths      map[string]map[string]operation `json:"paths"` // by path, then by method
	Components documentComponents              `json:"components"`
}

type documentInfo struct {
	Title       string `json:"title"`
	Version     string `json:"version"`
	Description string `json:"description"`
}

type documentComponents struct {
	Schemas         map[string]json.RawMessage   `json:"schemas"`
	SecuritySchemes map[string]map[string]string `json:"securitySchemes"`
}

// bearer is the name of the one way to say who calls.
const bearer = "token"

const aboutGateway = "Runs the actions of a registry on named connections. " +
	"What an action takes and gives is at /v1/actions/{action}; every failure is a problem (RFC 9457) with the error object beside it."

// describe writes the document of a table of routes; version is that of the gateway.
func describe(routes []route, version string) ([]byte, error) {
	schemas, err := components()
	if err != nil {
		return nil, err
	}
	d := document{
		OpenAPI: "3.1.0", Info: documentInfo{"actionctl gateway", cmp.Or(version, "1"), aboutGateway},
		Security: []map[string][]string{{bearer: {}}}, Paths: map[string]map[string]operation{},
		Components: documentComponents{schemas, map[string]map[string]string{
			bearer: {"type": "http", "scheme": "bearer", "description": "What `actionctl tokens create` printed."},
		}},
	}
	for _, r := range routes {
		if d.Paths[r.Pattern] == nil {
			d.Paths[r.Pattern] = map[string]operation{}
		}
		d.Paths[r.Pattern][strings.ToLower(r.Method)] = operationOf(r)
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err = enc.Encode(d)
	return text.Bytes(), err
}

func (g *Gateway) openapiRoutes() []route {
	text := sync.OnceValues(func() ([]byte, error) { return describe(g.routes(), g.options.Version) })
	return []route{{
		Method: http.MethodGet, Pattern: "/openapi.json", ID: "openapi", Access: open,
		Summary: "Describe the gateway as OpenAPI 3.1.",
		Answers: []answer{{Status: http.StatusOK, Schema: "Document", Summary: "The document that this is."}},
		Handle: func(x *exchange) error {
			d, err := text()
			if err != nil {
				return err
			}
			x.w.Header().Set("Content-Type", jsonContent)
			_, err = x.w.Write(d)
			return err
		},
	}}
}
