package metrics

import (
	"bufio"
	"strings"
)

// head is what a metric says of itself.
type head struct {
	name, help, kind string
	labels           []string
}

var (
	escapeHelp  = strings.NewReplacer(`\`, `\\`, "\n", `\n`)
	escapeValue = strings.NewReplacer(`\`, `\\`, "\n", `\n`, `"`, `\"`)
)

func (h *head) write(w *bufio.Writer) {
	_, _ = w.WriteString("# HELP " + h.name + " " + escapeHelp.Replace(h.help) + "\n# TYPE " + h.name + " " + h.kind + "\n")
}

// sample writes one line. extra is one more label, unless it is "".
func (h *head) sample(w *bufio.Writer, suffix string, values []string, extra, extraValue string, v float64) {
	var pairs []string
	for i, label := range h.labels {
		value := ""
		if i < len(values) {
			value = strings.ToValidUTF8(values[i], "?")
		}
		if value == "" {
			continue // Prometheus takes the two for the same
		}
		pairs = append(pairs, label+`="`+escapeValue.Replace(value)+`"`)
	}
	if extra != "" {
		pairs = append(pairs, extra+`="`+extraValue+`"`)
	}
	labels := ""
	if len(pairs) > 0 {
		labels = "{" + strings.Join(pairs, ",") + "}"
	}
	_, _ = w.WriteString(h.name + suffix + labels + " " + number(v) + "\n")
}
