package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/actionctl/connector/gateway/token"
	"github.com/actionctl/connector/internal/completion"
)

func (a *app) newTokensRevoke() *cobra.Command {
	cmd := &cobra.Command{
		Use:               "revoke NAME|ID",
		Short:             "End a token for ever",
		Args:              oneToken,
		ValidArgsFunction: a.completeToken,
		RunE: func(_ *cobra.Command, args []string) error {
			t, err := a.tokenStore().Revoke(args[0])
			if errors.Is(err, token.ErrUnknown) {
				return usagef("%w; see: actionctl tokens list", err)
			}
			if err != nil {
				return err
			}
			fmt.Fprintf(a.Err, "token %s (%s) is revoked since %s; running gateways refuse it within a second\n", t.Name, t.ID, t.Revoked.Format(time.RFC3339))
			return nil
		},
	}
	a.tokensFlag(cmd)
	return cmd
}

// completeToken completes the names and ids of tokens that are still active.
func (a *app) completeToken(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	tokens, err := a.tokenStore().List()
	if err != nil {
		return a.nothing(err)
	}
	var words []string
	help := map[string]string{}
	now := time.Now()
	for _, t := range tokens {
		if t.State(now) == token.Active {
			words = append(words, t.Name, t.ID)
			help[t.Name], help[t.ID] = t.ID, t.Name
		}
	}
	out := completion.Choices(words, typed)
	for i, w := range out.Words {
		out.Words[i].Help = help[w.Word]
	}
	return answer(out)
}
