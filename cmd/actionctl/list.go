package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/actionctl/connector/registry"
)

func (a *app) newList() *cobra.Command {
	var service, safety, output string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the actions",
		Long:  `List the actions: on a terminal by service, elsewhere one a line.`,
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := a.open()
			if err != nil {
				return err
			}
			entries := slices.AppendSeq(make([]registry.Entry, 0, c.Registry().Len()), c.Registry().All())
			if err := checkFilter("service", service, entries, func(e registry.Entry) string { return e.Service }); err != nil {
				return err
			}
			if safety != "" && !slices.Contains(registry.Safeties(), registry.Safety(safety)) {
				return usagef("safety %q is not one of read, write, cost, privileged, destructive", safety)
			}
			entries = slices.DeleteFunc(entries, func(e registry.Entry) bool {
				return service != "" && e.Service != service || safety != "" && string(e.Safety) != safety
			})
			if output == "table" && a.outScreen != nil {
				return a.page(cmd.Context(), servicesText(entries, a.outScreen.Width(), a.paintOut()))
			}
			return printEntries(a.Out, entries, output)
		},
	}
	cmd.Flags().StringVar(&service, "service", "", "only the actions of one `SERVICE`")
	cmd.Flags().StringVar(&safety, "safety", "", "only the actions of one `CLASS`: read, write, cost, privileged, destructive")
	outputFlag(cmd, &output)
	return cmd
}

func outputFlag(cmd *cobra.Command, output *string) {
	cmd.Flags().StringVarP(output, "output", "o", "table", "`FORMAT`: table, json, jsonl or name")
}

// checkFilter refuses a value that no entry has, and names those there are.
func checkFilter(what, value string, entries []registry.Entry, of func(registry.Entry) string) error {
	if value == "" || slices.ContainsFunc(entries, func(e registry.Entry) bool { return of(e) == value }) {
		return nil
	}
	var known []string
	for _, e := range entries {
		known = append(known, of(e))
	}
	slices.Sort(known)
	return usagef("%s %q does not exist; there are: %s", what, value, strings.Join(slices.Compact(known), ", "))
}

func (a *app) newSearch() *cobra.Command {
	var output string
	var limit int
	cmd := &cobra.Command{
		Use:   "search WORDS",
		Short: "Find actions by what they do",
		Long: `Find actions by the words of their name, path and summary, best first.
Plurals and small typing slips do not matter.`,
		Example: "  actionctl search start cluster\n  actionctl search permissions of a job",
		RunE: func(cmd *cobra.Command, args []string) error {
			words := strings.Join(args, " ")
			if strings.TrimSpace(words) == "" {
				return usagef("search needs words to look for, such as: actionctl search start cluster")
			}
			c, err := a.open()
			if err != nil {
				return err
			}
			found := c.Registry().Search(words, limit)
			if len(found) == 0 {
				return fmt.Errorf("no action matches %q; try fewer words, or: actionctl list", words)
			}
			entries := make([]registry.Entry, len(found))
			for i, m := range found {
				entries[i] = m.Entry
			}
			if output == "table" && a.outScreen != nil {
				lines := serviceLines(entries, a.outScreen.Width(), a.paintOut())
				return a.page(cmd.Context(), strings.Join(lines, "\n")+"\n")
			}
			return printEntries(a.Out, entries, output)
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 20, "at most this many; 0 means all")
	outputFlag(cmd, &output)
	return cmd
}

func printEntries(w io.Writer, entries []registry.Entry, format string) error {
	switch format {
	case "table":
		return printTable(w, entries)
	case "name":
		for _, e := range entries {
			if _, err := fmt.Fprintln(w, e.Name); err != nil {
				return err
			}
		}
		return nil
	case "json":
		all := make([]registry.Listed, len(entries))
		for i, e := range entries {
			all[i] = e.Listed()
		}
		return encodeJSON(w, all, true)
	case "jsonl":
		for _, e := range entries {
			if err := encodeJSON(w, e.Listed(), false); err != nil {
				return err
			}
		}
		return nil
	}
	return usagef("output %q is not one of table, json, jsonl, name", format)
}

func printTable(w io.Writer, entries []registry.Entry) error {
	b := bufio.NewWriterSize(w, tableBuffer)
	width := 0
	for _, e := range entries {
		width = max(width, len(e.Name))
	}
	width = min(width, 60)
	for _, e := range entries {
		deprecated := ""
		if e.Has("deprecated") {
			deprecated = "(deprecated) "
		}
		for _, text := range []string{
			e.Name, padding(e.Name, width), "  ", string(e.Safety), padding(string(e.Safety), safetyWidth), "  ", deprecated, e.Summary, "\n",
		} {
			_, _ = b.WriteString(text) // Flush tells
		}
	}
	return b.Flush()
}

const (
	tableBuffer = 32 << 10
	safetyWidth = len(registry.Destructive) // the longest
)

// padding is what text lacks to be as wide as a column.
func padding(text string, width int) string {
	return strings.Repeat(" ", max(width-utf8.RuneCountInString(text), 0))
}

func encodeJSON(w io.Writer, v any, indent bool) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if indent {
		enc.SetIndent("", "  ")
	}
	return enc.Encode(v)
}
