package manual

import (
	"maps"
	"slices"
	"strings"

	"github.com/actionctl/connector/registry"
)

// legend says what the words of the reference mean.
func legend() string {
	return strings.Join([]string{
		"**Safety** is how dangerous an action is. A connection's [policy](../policies.md) refuses by it.\n",
		safetyTable(),
		"**Names** are those of arguments: `data.autoscale.min_workers` is a field of the body and is given as\n" +
			"`data.autoscale.min_workers=1`. `[]` is every element of a list, `*` every key of a map; such a value is given as\n" +
			"JSON or YAML, as in `data.libraries:='[{\"whl\": \"a.whl\"}]'`. A type with `…` has more fields than are shown:\n" +
			"`actionctl describe ACTION --depth 4` shows them.\n",
		"**Secret** values stay out of dry runs, logs and errors.\n",
		"**Retries** say what happens after a failure: [what is repeated](../retries.md). **Pages** are read with\n" +
			"[`--all`](../pages.md), **waiting** is done by [`--wait`](../waits.md).\n",
		"Every example runs in the sandbox: add `-c sandbox`. The values in it are made up.\n",
	}, "\n")
}

func safetyTable() string {
	var m markdown
	var rows [][]string
	for _, class := range registry.Safeties() {
		rows = append(rows, []string{string(class), Safety(class), m.prose(Confirmation(class))})
	}
	m.table([]string{"class", "what it means", ""}, rows)
	return strings.TrimSuffix(m.String(), "\n")
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
