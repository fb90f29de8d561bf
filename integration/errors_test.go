//go:build integration && unix

package integration

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

const getExperiment = "get_api_2_0_mlflow_experiments_get"

// errors looks at errors and results as Go values.
func (r runner) errors(t *testing.T) {
	t.Run("fields", r.errorFields)
	t.Run("cancelled", r.cancelled)
	t.Run("unreachable", r.unreachable)
	t.Run("unknown names", r.unknownNames)
	t.Run("result", r.result)
}

func (r runner) errorFields(t *testing.T) {
	_, err := r.connector.RunAction(t.Context(), connectionName, getExperiment, map[string]any{"experiment_id": "424242"})
	var api *connector.APIError
	if !errors.As(err, &api) {
		t.Fatalf("%T: %v", err, err)
	}
	got := connector.APIError{
		Action: api.Action, Connection: api.Connection, Status: api.Status,
		Code: api.Code, Message: api.Message, RequestID: api.RequestID,
	}
	want := connector.APIError{
		Action: getExperiment, Connection: connectionName, Status: 404,
		Code: "RESOURCE_DOES_NOT_EXIST", Message: "No Experiment with id=424242 exists", // this server names no request
	}
	if got.Error() != want.Error() || got.Connection != want.Connection || !errors.Is(api.Kind, connector.ErrNotFound) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	for _, other := range []error{connector.ErrInvalid, connector.ErrBadRequest, connector.ErrAlreadyExists} {
		if errors.Is(err, other) {
			t.Errorf("it is also %v", other)
		}
	}
}

func (r runner) cancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := r.connector.RunAction(ctx, connectionName, getExperiment, map[string]any{"experiment_id": "0"})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%T: %v", err, err)
	}
}

func (r runner) unreachable(t *testing.T) {
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{
		connectionName: {Host: "http://127.0.0.1:" + freePort(t), Auth: connection.StaticToken("none")},
	}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.RunAction(t.Context(), connectionName, getExperiment, map[string]any{"experiment_id": "0"})
	var send *connector.SendError
	if !errors.As(err, &send) {
		t.Errorf("%T: %v", err, err)
	}
}

func (r runner) unknownNames(t *testing.T) {
	if _, err := r.connector.RunAction(t.Context(), connectionName, "get_nothing", nil); !errors.Is(err, connector.ErrUnknownAction) {
		t.Error(err)
	}
	if _, err := r.connector.RunAction(t.Context(), "nowhere", getExperiment, nil); !errors.Is(err, connector.ErrUnknownConnection) {
		t.Error(err)
	}
}

func (r runner) result(t *testing.T) {
	res, err := r.connector.RunAction(t.Context(), connectionName, getExperiment, map[string]any{"experiment_id": "0"})
	if err != nil {
		t.Fatal(err)
	}
	if res.Status != 200 || res.Header.Get("Content-Type") != "application/json" || !json.Valid(res.Raw) {
		t.Errorf("status %d, header %v, body %s", res.Status, res.Header, res.Raw)
	}
}
