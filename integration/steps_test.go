//go:build integration && unix

package integration

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/schema"
)

// connectionName is the connection that all steps use.
const connectionName = "mlflow"

// runner runs steps against the server.
type runner struct {
	connector *connector.Connector
	server    server
	succeeded map[string]bool // actions that the server carried out
}

var modes = map[string]schema.Mode{"": schema.Strict, "unknown": schema.AllowUnknown, "off": schema.Off}

// kinds are the names of errors in the plan.
var kinds = map[string]error{
	"invalid":           connector.ErrInvalid, // refused before sending
	"bad_request":       connector.ErrBadRequest,
	"invalid_parameter": connector.ErrInvalidParameter,
	"not_found":         connector.ErrNotFound,
	"already_exists":    connector.ErrAlreadyExists,
	"internal":          connector.ErrInternal,
}

// all runs steps in their order. A step that fails and was to save something ends
// them: what follows cannot work.
func (r runner) all(t *testing.T, steps []step, v vars) {
	t.Helper()
	for _, s := range steps {
		if ok := t.Run(s.Name, func(t *testing.T) { r.step(t, s, v) }); !ok && len(s.Save) > 0 {
			t.FailNow()
		}
	}
}

func (r runner) step(t *testing.T, s step, v vars) {
	t.Helper()
	params := r.expand(t, v, s.Params).(map[string]any)
	if s.Pages != nil {
		r.walk(t, s, params)
		return
	}
	if s.Waits {
		r.take(t, s, v, r.wait(t, s, params))
		return
	}
	res, err := r.call(t, s, params)
	if s.Fails != nil {
		s.Fails.check(t, err)
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	data, err := res.Data()
	if err != nil {
		t.Fatal(err)
	}
	r.take(t, s, v, data)
}

// take checks what came of a step and saves what later ones need of it.
func (r runner) take(t *testing.T, s step, v vars, data any) {
	t.Helper()
	r.check(t, s, v, data)
	for name, path := range s.Save {
		value, ok := dotted.At(data, path)
		if !ok {
			t.Fatalf("the answer has no %s: %v", path, data)
		}
		v[name] = value
	}
}

func (r runner) call(t *testing.T, s step, params map[string]any) (*connector.Result, error) {
	t.Helper()
	res, err := r.connector.Do(t.Context(), r.asCall(t, s, params))
	if err == nil {
		r.succeeded[s.Action] = true
	}
	return res, err
}

func (r runner) asCall(t *testing.T, s step, params map[string]any) connector.Call {
	t.Helper()
	mode, ok := modes[s.Mode]
	if !ok {
		t.Fatalf("mode %q is not known", s.Mode)
	}
	return connector.Call{Connection: connectionName, Action: s.Action, Params: params, Validation: mode, Timeout: time.Minute}
}

func (r runner) check(t *testing.T, s step, v vars, data any) {
	t.Helper()
	if s.Want != nil {
		for _, fault := range match(r.expand(t, v, s.Want), data, "answer") {
			t.Error(fault)
		}
	}
	for path, elements := range s.Contains {
		list, _ := dotted.At(data, path)
		for _, want := range elements {
			if want = r.expand(t, v, want); !has(list, want) {
				t.Errorf("%s is %v and lacks %v", path, list, want)
			}
		}
	}
	for _, path := range s.Absent {
		if value, ok := dotted.At(data, path); ok {
			t.Errorf("%s is %v, wanted to be absent", path, value)
		}
	}
}

func (r runner) expand(t *testing.T, v vars, x any) any {
	t.Helper()
	out, err := v.expand(x)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (f *failure) check(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		t.Fatal("the call succeeded")
	}
	if kind := kinds[f.Kind]; f.Kind != "" && (kind == nil || !errors.Is(err, kind)) {
		t.Errorf("wanted kind %s: %v", f.Kind, err)
	}
	if f.Status == 0 {
		return
	}
	var api *connector.APIError
	if !errors.As(err, &api) {
		t.Fatalf("not an answer of the server: %v", err)
	}
	if api.Status != f.Status || f.Code != nil && api.Code != *f.Code || !strings.Contains(api.Message, f.Message) {
		t.Errorf("wanted %s: %v", f, err)
	}
}

func (f *failure) String() string {
	code := "any code"
	if f.Code != nil {
		code = fmt.Sprintf("code %q", *f.Code)
	}
	return fmt.Sprintf("status %d, %s, message with %q", f.Status, code, f.Message)
}
