package activities

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"strings"

	"go.temporal.io/sdk/activity"
)

// keyOf is the idempotency token of a call: the same for all attempts of an activity,
// another for every other call. more tells apart the calls of one activity. It has 52
// letters and digits, fewer than the 64 characters that the services take, and nothing
// can be read from it.
//
// A workflow that is reset, or that starts again as another run, has other tokens: it
// was asked to do its work again.
func keyOf(info activity.Info, more ...string) string {
	ids := append([]string{
		info.Namespace, info.WorkflowExecution.ID, info.WorkflowExecution.RunID, info.ActivityID, info.ActivityRunID,
	}, more...)
	text, err := json.Marshal(ids) // which tells ("a", "bc") from ("ab", "c")
	if err != nil {
		panic(err) // strings have a form
	}
	sum := sha256.Sum256(text)
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:]))
}
