//go:build integration && unix

package integration

import (
	"reflect"
	"testing"
	"time"

	connector "github.com/actionctl/connector"
)

// wait runs an action and follows its work to the end, then once more from its handle,
// as another process would. It returns what became of the work.
func (r runner) wait(t *testing.T, s step, params map[string]any) any {
	t.Helper()
	o := connector.WaitOptions{Timeout: time.Minute, Interval: 100 * time.Millisecond}
	told := 0
	o.OnProgress = func(connector.Progress) { told++ }
	done, err := r.connector.Wait(t.Context(), r.asCall(t, s, params), o)
	if err != nil {
		t.Fatal(err)
	}
	r.succeeded[s.Action] = true
	if told != done.Polls+1 {
		t.Errorf("progress was told %d times, of the start and %d polls", told, done.Polls)
	}
	text := done.Handle.String()
	h, err := connector.ParseHandle([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	o.OnProgress = nil
	again, err := open(t, r.server).WaitFor(t.Context(), h, o)
	if err != nil {
		t.Fatalf("from its handle %s: %v", text, err)
	}
	if again.State != done.State || !reflect.DeepEqual(again.Resource, done.Resource) {
		t.Errorf("from its handle the work ended in %s: %v, before in %s: %v", again.State, again.Resource, done.State, done.Resource)
	}
	return done.Resource
}
