//go:build integration && unix

package integration

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/actionctl/connector/internal/dotted"
)

// safeCalls is how many calls of the other batch there are.
const safeCalls = 1200

// killedDeletes does the same with an action that is safe to repeat: nothing is left
// unknown, and in the end all is as if nobody had been killed. This server tells of a
// repeat: what an earlier run deleted, and could not write down any more, is not found.
func (r runner) killedDeletes(t *testing.T, binary string) {
	experiment := r.create(t, "post_api_2_0_mlflow_experiments_create", map[string]any{"name": fmt.Sprint("killed-", time.Now().UnixNano())}, "experiment_id")
	tags := make([]any, safeCalls)
	key := func(i int) string { return fmt.Sprintf("tag-%04d", i) }
	for i := range tags {
		tags[i] = map[string]any{"key": key(i), "value": "x"}
	}
	model := r.must(t, "post_api_2_0_mlflow_logged_models", body("experiment_id", experiment, "name", "m", "tags", tags), "model.info.model_id").(string)
	if n := r.tagsOf(t, model); n != safeCalls {
		t.Fatalf("the model has %d tags", n)
	}
	dir := t.TempDir()
	b := batchCommand{binary: binary, url: r.server.url, home: dir, args: []string{
		writeCalls(t, safeCalls, func(i int) any {
			return map[string]any{
				"id": i, "action": "delete_api_2_0_mlflow_logged_models_by_model_id_tags_by_tag_key",
				"params": map[string]any{"model_id": model, "tag_key": key(i)},
			}
		}),
		"--journal", filepath.Join(dir, "journal"), "--concurrency", fmt.Sprint(batchAtOnce),
	}}
	done := b.killUntilDone(t, safeCalls)
	ended, again := 0, 0
	exit := b.run(t, func(l resultLine) bool {
		ended++
		switch {
		case l.Outcome == "done" && l.Skipped == done[fmt.Sprint(l.ID)]:
		case l.Outcome == "done" && l.Skipped: // done, and killed before it could say so
		case l.Outcome == "failed" && l.Error.Code == "RESOURCE_DOES_NOT_EXIST" && !done[fmt.Sprint(l.ID)]:
			again++
		default:
			t.Errorf("%v: %s, skipped: %t, %+v", l.ID, l.Outcome, l.Skipped, l.Error)
		}
		return false
	})
	t.Logf("%d deletes, of which %d had been done by a run that could not write it down; exit code %d", ended, again, exit)
	if limit := batchKills * batchAtOnce; again > limit {
		t.Errorf("%d were repeated; at most %d ran when the batch was killed", again, limit)
	}
	if want := map[bool]int{true: 0, false: 7}[again == 0]; exit != want || ended != safeCalls {
		t.Errorf("exit code %d, wanted %d; %d of %d calls have an end", exit, want, ended, safeCalls)
	}
	if n := r.tagsOf(t, model); n != 0 {
		t.Errorf("%d tags are left", n)
	}
}

// tagsOf is how many tags a logged model has.
func (r runner) tagsOf(t *testing.T, model string) int {
	t.Helper()
	res, err := r.call(t, step{Action: "get_api_2_0_mlflow_logged_models_by_model_id"}, map[string]any{"model_id": model})
	if err != nil {
		t.Fatal(err)
	}
	data, err := res.Data()
	if err != nil {
		t.Fatal(err)
	}
	tags, _ := dotted.At(data, "model.info.tags")
	list, _ := tags.([]any)
	return len(list)
}
