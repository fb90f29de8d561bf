package waiting_test

import (
	"encoding/json"
	"testing"

	"github.com/actionctl/connector/actions"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/waiting"
)

// FuzzJudge holds that no answer, however odd, makes a judge panic or call work ended
// that has no state.
func FuzzJudge(f *testing.F) {
	reg := registry.New(actions.Files, actions.Index)
	var waits []*registry.Wait
	for e := range reg.All() {
		a, err := reg.Action(e.Name)
		if err == nil && a.Wait != nil {
			waits = append(waits, a.Wait)
		}
	}
	for i := range waits {
		f.Add(byte(i), `{"data":{"libraries":[{"jar":"x"}]},"no_compute":true}`, `{"state":"RUNNING","library_statuses":[{"library":{"jar":"x"},"status":"FAILED"}]}`, true)
	}
	f.Add(byte(0), `{}`, `{"state":{"life_cycle_state":"TERMINATED","result_state":1e999},"tasks":[[],{"attempt_number":1e9}]}`, false)
	f.Fuzz(func(t *testing.T, which byte, params, text string, settling bool) {
		var request, answer any
		if json.Unmarshal([]byte(params), &request) != nil || json.Unmarshal([]byte(text), &answer) != nil {
			t.Skip("not JSON; the runtime refuses it")
		}
		w := waits[int(which)%len(waits)]
		j := waiting.NewJudge(w, waiting.Chosen(w, request), waiting.Among(w, request))
		j.Start(answer, settling)
		v := j.Answer(answer, settling)
		if v.End != waiting.Pending && v.State == "" && w.Each == nil {
			t.Errorf("ended without a state: %+v", v)
		}
		j.NotFound(settling)
		if w.Abort != nil {
			_, _ = waiting.Params(w.Abort.With, request, answer) // what it lacks is no concern here
		}
	})
}
