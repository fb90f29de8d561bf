package registry

// fillers carry no meaning in a query, and take no place in a summary.
var fillers = map[string]bool{
	"a": true, "an": true, "and": true, "api": true, "for": true, "from": true, "in": true, "is": true,
	"my": true, "new": true, "of": true, "on": true, "one": true, "the": true, "to": true, "with": true,
}

// synonyms are words that people type, in the singular, and the words that
// summaries and names use in their place.
var synonyms = map[string][]string{
	"add":        {"create"},
	"create":     {"add"},
	"current":    {"me"},
	"describe":   {"get"},
	"directory":  {"folder"},
	"edit":       {"change"},
	"execute":    {"run"},
	"fetch":      {"get"},
	"folder":     {"directory"},
	"git":        {"repo"},
	"kill":       {"cancel", "stop", "terminate"},
	"make":       {"create"},
	"modify":     {"change"},
	"notebook":   {"workspace"},
	"permission": {"access", "grant"},
	"query":      {"statement"},
	"read":       {"get"},
	"remove":     {"delete"},
	"rename":     {"change"},
	"run":        {"execute"},
	"save":       {"store"},
	"set":        {"change"},
	"show":       {"get", "list"},
	"stop":       {"terminate"},
	"terminate":  {"stop"},
	"update":     {"change"},
	"write":      {"store", "upload"},
}
