package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// outcomesEnv holds outcomes for -c sandbox and for the served sandbox, with
// semicolons or line breaks between them.
const outcomesEnv = "ACTIONCTL_SANDBOX_OUTCOMES"

func (a *app) outcomeFlag(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&a.outcomes, "outcome", nil, "`ACTION=STATE[/RESULT]`: how the work of an action ends, such as\n"+
		"post_api_2_2_jobs_run_now=TERMINATED/FAILED; may be repeated; more of them stand in "+outcomesEnv)
}

// outcomeRules are the outcomes of the environment and of the flag, which win. What
// they mean is checked elsewhere.
func (a *app) outcomeRules() (map[string]string, error) {
	outcomes := map[string]string{}
	env := strings.FieldsFunc(a.Getenv(outcomesEnv), func(r rune) bool { return r == ';' || r == '\n' })
	for _, text := range slices.Concat(env, a.outcomes) {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		action, state, ok := strings.Cut(text, "=")
		if !ok || action == "" || state == "" {
			return nil, usagef("outcome %q: write ACTION=STATE or ACTION=STATE/RESULT", text)
		}
		outcomes[action] = state
	}
	return outcomes, nil
}
