package activities

import (
	"encoding/json"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/temporal/contract"
)

// Neither a heartbeat nor an error tells what a call was given, also where the service
// repeats it.
func TestSecretsStay(t *testing.T) {
	const secret = "s3cr3t-canary"
	input := `{"action":"post_api_2_0_secrets_put","params":{"data":{"scope":"s","key":"k","string_value":"` + secret + `"}}}`
	for name, answer := range map[string]func() (*http.Response, error){
		"refused": func() (*http.Response, error) { return says(400, `{"error_code":"X","message":"no `+secret+`"}`) },
		"outage":  func() (*http.Response, error) { return says(502, `{"error_code":"X","message":"no `+secret+`"}`) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &workspace{answer: func(*http.Request) (*http.Response, error) { return answer() }}
				var s temporalService
				failed, o := refusal(t, s.run(t, on(t, w), contract.RunAction, input, nil))
				require.Contains(t, w.sent[0], secret)
				text, err := json.Marshal(o)
				require.NoError(t, err)
				assert.NotContains(t, string(text)+failed.Error(), secret)
				for _, said := range s.heard() {
					assert.NotContains(t, said, secret)
				}
			})
		})
	}
}
