package registry

import (
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/actionctl/connector/internal/lazyregexp"
)

// scalarText writes a scalar: plain where YAML reads it back as the same value,
// in double quotes otherwise.
func scalarText(n *yaml.Node, inFlow bool) string {
	if n.Tag != "!!str" {
		if n.Tag == "!!null" {
			return "null"
		}
		return n.Value
	}
	if plainSafe(n.Value, inFlow) {
		return n.Value
	}
	return quote(n.Value)
}

var words = lazyregexp.New(`^[A-Za-z][A-Za-z0-9_./ -]*$`)

// plainSafe reports whether s needs no quotes, wherever it stands on a line.
func plainSafe(s string, inFlow bool) bool {
	if s == "" || strings.TrimSpace(s) != s || !printable(s) {
		return false
	}
	if strings.ContainsAny(s[:1], "-?:,[]{}#&*!|>'\"%@`=<~") {
		return false
	}
	if strings.Contains(s, ": ") || strings.Contains(s, " #") || strings.HasSuffix(s, ":") {
		return false
	}
	if inFlow && strings.ContainsAny(s, ",[]{}") {
		return false
	}
	if boolLike(s) {
		return false
	}
	if words().MatchString(s) {
		return true // no need to ask YAML
	}
	list := "- " + s
	if inFlow {
		list = "[" + s + "]"
	}
	var back yaml.Node
	if err := yaml.Unmarshal([]byte(list), &back); err != nil {
		return false
	}
	items := back.Content[0].Content
	return len(items) == 1 && isText(items[0]) && items[0].Value == s
}

// boolLike are the words that other YAML readers take for booleans.
func boolLike(s string) bool {
	switch strings.ToLower(s) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null":
		return true
	}
	return false
}

func printable(s string) bool {
	for _, r := range s {
		if r < ' ' || r == 0x7f || r == 0x85 || r == 0xfeff || !strconv.IsPrint(r) {
			return false
		}
	}
	return true
}

// quote writes a double-quoted YAML string; JSON's escapes are a subset of YAML's.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case !strconv.IsPrint(r) && r <= 0xffff:
			b.WriteString(`\u` + strings.Repeat("0", 4-len(strconv.FormatInt(int64(r), 16))) + strconv.FormatInt(int64(r), 16))
		case !strconv.IsPrint(r):
			h := strconv.FormatInt(int64(r), 16)
			b.WriteString(`\U` + strings.Repeat("0", 8-len(h)) + h)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
