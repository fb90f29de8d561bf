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
// A connection says where actions run and as whom: "env" is DATABRICKS_HOST with the
// variables beside it, other names are those given in Config, those of
// connections.yaml and the profiles of ~/.databrickscfg, and "" is the default one
// among them.
//
// # Choices
//
// RunAction at package level uses a connector that is opened on first use with the
// zero Config; programs that want anything else call Open. What goes to the wire is
// what the caller gave, nothing less, and nothing more but an idempotency token where
// the service takes one. Answers are never checked
// against the declared response: the service grows faster than descriptions of it.
// A call is repeated only where that is safe; see package runtime.
//
// # Secrets
//
// What an action's schemas mark as secret, and unknown fields that are named like one,
// show neither in plans nor in refusals nor in the log. Where a service repeats what it
// was told in an error, the values of the call's secret parameters and the credentials
// of its connection are taken out of the error by searching for them: as they are,
// inside JSON, inside a URL, and begun at the end of a text that was cut off.
//
// Not covered are: the results of calls, which are what was asked for; secrets shorter
// than four bytes; data that is not of the declared form, where validation is off; the
// bytes of a body that is not JSON; a service that repeats the Headers of a Connection,
// or repeats a part of a secret or spells it another way, such as decoded from base64;
// errors that a stream gives while it is read; the cause inside a SendError or another
// error from a Transport, as opposed to its text; and what a Middleware or an Auth says
// itself. A secret that is an everyday word is hidden wherever that word occurs.
package connector
