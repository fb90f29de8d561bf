package gateway

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
)

// mostInJSON is how many bytes of an answer that is not JSON go into one.
const mostInJSON = 16 << 20

type abstraCall struct {
	ConnectionName string         `json:"connectionName"`
	ActionName     string         `json:"actionName"`
	Parameters     map[string]any `json:"parameters"`
}

type abstraData struct {
	Status string `json:"status"`
	Data   any    `json:"data"`
}

type abstraError struct {
	Status  string                `json:"status"`
	Message string                `json:"message"`
	Error   connector.ErrorObject `json:"error"`
}

// abstraExecute runs a call. Whatever is wrong with it is answered with status 200: the
// clients look at the status of HTTP first, and would then not read what is wrong.
func (x *exchange) abstraExecute() error {
	var b abstraCall
	if err := x.decode(&b); err != nil {
		return err
	}
	name := x.r.PathValue("name")
	if b.ConnectionName != "" && b.ConnectionName != name {
		return badBody("connectionName %q is not the connection %q of the path", harmless(b.ConnectionName), harmless(name))
	}
	data, err := x.abstraRun(name, b)
	var own *problem
	switch {
	case err == nil:
		return x.answer(http.StatusOK, abstraData{"success", data})
	case errors.As(err, &own), x.r.Context().Err() != nil:
		return err
	}
	o := x.object(err)
	return x.answer(http.StatusOK, abstraError{"error", o.Message, o})
}

func (x *exchange) abstraRun(connection string, b abstraCall) (any, error) {
	if _, err := x.connectionOf(connection); err != nil {
		x.call = connector.Call{Connection: harmless(connection), Action: harmless(b.ActionName)}
		return nil, err
	}
	if _, known := x.g.options.Connector.Registry().Lookup(b.ActionName); b.ActionName == customAction && !known {
		x.call = connector.Call{Connection: connection, Action: customAction}
		return nil, x.noCustom(b.Parameters)
	}
	call, action, err := x.callOf(callBody{Connection: connection, Action: b.ActionName, Params: b.Parameters})
	if err != nil {
		return nil, err
	}
	ctx, cancel := x.performing(action)
	defer cancel()
	res, err := x.g.options.Connector.Do(ctx, call)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Close() }() // it was read as far as it matters
	return abstraDataOf(res, action)
}

// abstraBytes is an answer that is no JSON.
type abstraBytes struct {
	Content string `json:"content_type"`
	Bytes   []byte `json:"base64"`
}

// abstraDataOf is an answer as one JSON value.
func abstraDataOf(res *connector.Result, a *registry.Action) (any, error) {
	if res.Stream == nil {
		data, err := res.JSON()
		if headers := declaredHeaders(res, headersOf(a)); err == nil && len(res.Raw) == 0 && len(headers) > 0 {
			return headers, nil
		}
		return data, err
	}
	bytes, err := io.ReadAll(io.LimitReader(res.Stream, mostInJSON+1))
	if err == nil && len(bytes) > mostInJSON {
		err = fmt.Errorf("the answer has more than the %d MiB that fit into JSON; get it as it is with POST /v1/run", mostInJSON>>20)
	}
	if err != nil {
		return nil, err
	}
	return abstraBytes{cmp.Or(res.Header.Get("Content-Type"), bytesContent), bytes}, nil
}
