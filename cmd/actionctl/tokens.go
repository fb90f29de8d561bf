package main

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/actionctl/connector/gateway/token"
)

// tokensEnv names the file of the gateway's tokens.
const tokensEnv = "ACTIONCTL_TOKENS"

func (a *app) newTokens() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "tokens",
		Short: "Make, see and revoke the tokens of the gateway's clients",
		Long: `Make, see and revoke the tokens with which clients call the gateway (actionctl serve).

A token allows the actions, the safety classes and the connections that it was made for,
until it expires or is revoked; the policy of the connection counts beside it. Its secret
is shown once and kept as a hash, in tokens.json beside connections.yaml or in the file
that --tokens or ACTIONCTL_TOKENS names. A running gateway sees a change within a second.`,
		Example: `  actionctl tokens create airflow --connection prod --class read --class cost
  actionctl tokens list
  actionctl tokens revoke airflow`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		},
	}
	cmd.AddCommand(a.newTokensCreate(), a.newTokensList(), a.newTokensRevoke())
	return cmd
}

// tokensFlag lets a command take the tokens from another file.
func (a *app) tokensFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&a.tokensFile, "tokens", "", "`FILE` of the gateway's tokens; "+tokensEnv+" is another way to name it")
}

// tokenStore keeps the tokens of this command line: --tokens, ACTIONCTL_TOKENS, or
// tokens.json beside connections.yaml.
func (a *app) tokenStore() *token.Store {
	for _, path := range []string{a.tokensFile, a.Getenv(tokensEnv)} {
		if path != "" {
			return &token.Store{Path: path}
		}
	}
	beside := a.store().Path()
	if beside == "" {
		return &token.Store{} // using it says why
	}
	return &token.Store{Path: filepath.Join(filepath.Dir(beside), "tokens.json")}
}
