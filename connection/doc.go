// Package connection says where actions run and as whom.
//
// A Connection is plain data plus a way to get a token when one is needed; nothing
// is contacted before the first call. A Store finds connections by name: those that
// a program gives it, the environment (DATABRICKS_HOST, DATABRICKS_TOKEN) and the
// profiles of ~/.databrickscfg, in this order.
package connection
