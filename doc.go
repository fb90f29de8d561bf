// Package connector runs any REST action of a Databricks workspace by its name.
//
//	res, err := connector.RunAction(ctx, "prod", "get_api_2_1_clusters_list", nil)
//	if err != nil { … }
//	data, err := res.Data()
//
// An action is a YAML file; one runtime runs them all. Parameters are one flat map:
// path, query and header parameters by name, the request body under "data". They are
// checked against the action's JSON Schema before anything is sent, and every
// problem is reported at once.
//
// A connection says where actions run and as whom: "env" is DATABRICKS_HOST with
// DATABRICKS_TOKEN, other names are those given in Config and the profiles of
// ~/.databrickscfg, and "" is the default one among them.
//
// # Choices
//
// RunAction at package level uses a connector that is opened on first use with the
// zero Config; programs that want anything else call Open. What goes to the wire is
// what the caller gave, nothing less and nothing more. Answers are never checked
// against the declared response: the service grows faster than descriptions of it.
// A call is repeated only where that is safe; see package runtime.
package connector
