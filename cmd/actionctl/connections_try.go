package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// whoAmI is the action that answers with the caller; everyone may run it.
const whoAmI = "get_api_2_0_preview_scim_v2_me"

// whoTimeout is how long connections test waits for an answer, signing in included.
const whoTimeout = time.Minute

// identity is what connections test prints.
type identity struct {
	Connection  string `json:"connection"`
	Host        string `json:"host"`
	AuthType    string `json:"auth_type"`
	UserName    string `json:"user_name"`
	DisplayName string `json:"display_name,omitempty"`
	ID          string `json:"id,omitempty"`
	Active      any    `json:"active,omitempty"`
}

func (a *app) newConnectionsTest() *cobra.Command {
	var output string
	var timeout time.Duration
	cmd := &cobra.Command{
		Use:   "test NAME",
		Short: "Sign in on a connection and say as whom",
		Args:  oneName,
		RunE: func(cmd *cobra.Command, args []string) error {
			a.call = connector.Call{Connection: args[0], Action: whoAmI, Timeout: timeout}
			return a.tryConnection(cmd.Context(), output)
		},
	}
	tableOrJSON(cmd, &output)
	cmd.Flags().DurationVar(&timeout, "timeout", whoTimeout, "give up after this `DURATION`")
	return cmd
}

func (a *app) tryConnection(ctx context.Context, output string) error {
	if err := checkTableOrJSON(output); err != nil {
		return err
	}
	if a.call.Timeout <= 0 {
		return usagef("timeout %s is not positive", a.call.Timeout)
	}
	info, err := a.store().Describe(a.call.Connection)
	if err != nil {
		return err
	}
	a.warn(info.Warnings)
	c, err := a.open()
	if err != nil {
		return err
	}
	res, err := c.Do(ctx, a.call)
	if err != nil {
		if !a.errorJSON {
			fmt.Fprintf(a.Err, "connection %s does not work: %s, signs in by %s, from %s\n", info.Name, info.Host, orDash(info.AuthType), info.Source)
		}
		return err
	}
	who, err := identityOf(info, res)
	if err != nil {
		return err
	}
	if output == "json" {
		return encodeJSON(a.Out, who, true)
	}
	_, err = fmt.Fprintf(a.Out, "%s: %s: signed in by %s as %s\n", who.Connection, who.Host, orDash(who.AuthType), orDash(who.UserName))
	return err
}

// identityOf reads who is calling out of the answer of whoAmI.
func identityOf(info *connection.Info, res *connector.Result) (identity, error) {
	data, err := res.Data()
	if err != nil {
		return identity{}, fmt.Errorf("%s answers, but not as a workspace does: %w", info.Host, err)
	}
	me, _ := data.(map[string]any)
	text := func(key string) string { s, _ := me[key].(string); return s }
	return identity{info.Name, info.Host, info.AuthType, text("userName"), text("displayName"), text("id"), me["active"]}, nil
}
