package connector

// Hints of an ErrorObject that a front end says in its own words: a command line names
// commands, a server routes. Any other hint is complete as it is.
const (
	HintDescribe     = "the description of the action has its parameters"
	HintSearch       = "a search of the actions finds its name"
	HintConnection   = "name one of those, set DATABRICKS_HOST and DATABRICKS_TOKEN, or add a connection"
	HintSettings     = "see the settings of the connection"
	HintLists        = "lists are those whose description tells how their pages follow"
	HintWait         = "go on waiting with the handle"
	HintRetryFailed  = "calls whose work failed are repeated only when the batch is told so"
	HintRetryUnknown = "look whether it was done; calls whose outcome is unknown are repeated only when the batch is told so"
)
