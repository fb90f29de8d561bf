// Package connection says where actions run and as whom.
//
// A Connection is plain data plus a way to get credentials when they are needed;
// nothing is contacted, and no secret is read, before the first call. A Store finds
// connections by name: those that a program gives it, the environment (DATABRICKS_HOST
// and the variables beside it), connections.yaml and the profiles of ~/.databrickscfg,
// in this order.
//
// # Signing in
//
// The ways are those of the vendor's tools and are called as there: pat, basic,
// oauth-m2m, databricks-cli, env-oidc, file-oidc, github-oidc, azure-client-secret,
// azure-msi and azure-cli. Keys and variables have their names too. What goes over the
// wire was taken from the sources of databricks-sdk-go (config/auth_*.go,
// experimental/auth) and from RFC 6749 and RFC 8693.
//
// A token is kept until it is about to expire. It is replaced in the background from
// min(lifetime/2, 20 min) before that, and at once when the service has refused it; one
// sign-in runs at a time, for at most a minute, and a busy service is asked again.
//
// # Secrets
//
// A secret is written down as a reference: env:NAME, file:PATH, command:PROGRAM ARGUMENT…
// (no shell runs it) or keyring:SERVICE/NAME. One that stands in connections.yaml itself
// works, with a warning. No error, warning or description of this package shows one.
package connection
