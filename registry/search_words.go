package registry

import "strings"

// fillers carry no meaning in a query, and take no place in a summary.
var fillers = wordSet(`a an and any api are by did does existing for from how in into is it its my
	new of on one please s some someone somebody that the then there these this to until wait want
	what when which while with`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// phrases are words that mean something together, and what is meant.
var phrases = map[string]string{
	"check out":  "checkout",
	"get rid of": "delete",
	"it ends":    "",
	"it runs":    "",
	"log in":     "login",
	"set up":     "create",
	"shut down":  "stop",
	"sign in":    "login",
	"spin up":    "create",
	"tear down":  "delete",
	"turn off":   "disable",
	"turn on":    "enable",
	"whoami":     "who am i",
}

// withoutPhrases is a query of lower-case words with its phrases put into words that
// summaries use.
func withoutPhrases(words []string) []string {
	text := " " + strings.Join(words, " ") + " "
	for phrase, meant := range phrases {
		text = strings.ReplaceAll(text, " "+phrase+" ", " "+meant+" ")
	}
	return strings.Fields(text)
}

// synonyms are words that people type, in the singular, and the words that
// summaries and names use in their place.
var synonyms = map[string][]string{
	"abort":      {"cancel", "stop"},
	"access":     {"permission", "grant"},
	"activate":   {"enable", "start"},
	"add":        {"create"},
	"allow":      {"grant", "permission"},
	"ask":        {"query", "request"},
	"big":        {"size"},
	"boot":       {"start"},
	"bucket":     {"storage", "location"},
	"can":        {"may"},
	"checkout":   {"check", "branch"},
	"clone":      {"cloning", "create"},
	"create":     {"add"},
	"current":    {"me"},
	"database":   {"schema"},
	"deactivate": {"disable", "stop"},
	"describe":   {"get"},
	"destroy":    {"delete"},
	"directory":  {"folder"},
	"download":   {"export"},
	"drop":       {"delete"},
	"edit":       {"change"},
	"erase":      {"delete"},
	"exec":       {"execute", "run"},
	"execute":    {"run"},
	"export":     {"download"},
	"fetch":      {"get"},
	"find":       {"search", "list"},
	"folder":     {"directory"},
	"git":        {"repo"},
	"give":       {"grant", "add"},
	"halt":       {"stop", "cancel"},
	"import":     {"upload"},
	"invite":     {"add", "create"},
	"kill":       {"cancel", "stop", "terminate"},
	"launch":     {"start", "create"},
	"login":      {"sign"},
	"ls":         {"list"},
	"make":       {"create"},
	"mkdir":      {"directory", "folder", "create"},
	"modify":     {"change"},
	"move":       {"rename"},
	"notebook":   {"workspace"},
	"package":    {"library"},
	"pause":      {"stop"},
	"password":   {"secret"},
	"permission": {"access", "grant"},
	"promote":    {"transition", "stage"},
	"query":      {"statement"},
	"read":       {"get"},
	"reboot":     {"restart"},
	"refresh":    {"update"},
	"register":   {"create", "add"},
	"remove":     {"delete"},
	"rename":     {"change"},
	"repository": {"repo"},
	"resize":     {"size", "edit", "scale"},
	"restart":    {"start"},
	"retry":      {"repair"},
	"rm":         {"delete"},
	"run":        {"execute"},
	"s3":         {"storage", "cloud"},
	"save":       {"store"},
	"scale":      {"resize", "size"},
	"set":        {"change"},
	"share":      {"permission", "grant"},
	"show":       {"get", "list"},
	"state":      {"status"},
	"status":     {"state"},
	"stop":       {"terminate"},
	"suspend":    {"stop"},
	"switch":     {"change", "check"},
	"terminate":  {"stop"},
	"trigger":    {"start", "run"},
	"update":     {"change"},
	"upload":     {"import"},
	"why":        {"reason"},
	"write":      {"store", "upload"},
}
