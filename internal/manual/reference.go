package manual

import (
	"fmt"
	"slices"
	"strconv"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
)

// ReferenceIndex is the file of Reference that the others are listed in.
const ReferenceIndex = "README.md"

// Reference writes the reference of all actions of a connector: by file name, a page
// for each service and the index.
func Reference(c *connector.Connector) (map[string]string, error) {
	byService := map[string][]registry.Entry{}
	at := map[string]string{} // the page an action is on
	for e := range c.Registry().All() {
		byService[e.Service] = append(byService[e.Service], e)
		at[e.Name] = pageFile(e.Service)
	}
	out := map[string]string{ReferenceIndex: referenceIndex(byService)}
	for service, entries := range byService {
		r := reference{page: page{types: c.Types(), depth: referenceDepth}}
		r.md.link = func(name string) string {
			switch at[name] {
			case "":
				return ""
			case pageFile(service):
				return "#" + name
			}
			return at[name] + "#" + name
		}
		if err := r.service(c, service, entries); err != nil {
			return nil, err
		}
		out[pageFile(service)] = r.md.String()
	}
	return out, nil
}

func pageFile(service string) string { return service + ".md" }

// made is the first line of what nobody should write by hand.
const made = "<!-- Made from the descriptors by: make generate -->\n\n"

// referenceIndex lists the services, and says how to read their pages.
func referenceIndex(byService map[string][]registry.Entry) string {
	var m markdown
	head := []string{"service", "actions"}
	for _, class := range registry.Safeties() {
		head = append(head, string(class))
	}
	var rows [][]string
	total := 0
	for _, service := range sortedKeys(byService) {
		entries := byService[service]
		total += len(entries)
		row := []string{"[" + service + "](" + pageFile(service) + ")", strconv.Itoa(len(entries))}
		for _, class := range registry.Safeties() {
			row = append(row, count(entries, func(e registry.Entry) bool { return e.Safety == class }))
		}
		rows = append(rows, append(row, Services()[service]))
	}
	m.WriteString(made + "# Reference\n\n")
	m.para(fmt.Sprintf("All %d actions, by service. `actionctl search WORDS` finds one, `actionctl describe ACTION` shows it "+
		"in the terminal.", total))
	m.table(append(head, ""), rows)
	m.WriteString("## How to read the pages\n\n" + legend())
	return m.String()
}

func count(entries []registry.Entry, counts func(registry.Entry) bool) string {
	n := len(slices.DeleteFunc(slices.Clone(entries), func(e registry.Entry) bool { return !counts(e) }))
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
