package main

import (
	"strings"

	connector "github.com/actionctl/connector"
)

// inCommands says a hint with the command that does what it tells.
func inCommands(o *connector.ErrorObject) {
	switch o.Hint {
	case connector.HintDescribe:
		o.Hint = "see the parameters with: actionctl describe " + o.Action
	case connector.HintSearch:
		o.Hint = "find its name with: actionctl search WORDS"
	case connector.HintConnection:
		o.Hint = "name one of those (-c NAME), set DATABRICKS_HOST and DATABRICKS_TOKEN, or add one with: actionctl connections add"
	case connector.HintSettings:
		o.Hint = strings.TrimSpace("see the connection's settings with: actionctl connections show " + o.Connection)
	case connector.HintLists:
		o.Hint = "lists are those that tell how their pages follow: actionctl describe ACTION"
	case connector.HintWait:
		o.Hint = "go on waiting with: actionctl wait " + o.Handle
	case connector.HintRetryFailed:
		o.Hint = "repeat calls whose work failed with: --retry-failed"
	case connector.HintRetryUnknown:
		o.Hint = "look whether it was done; repeat calls that were not with: --retry-unknown"
	}
}
