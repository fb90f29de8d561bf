package registry

import (
	"iter"
	"strings"
)

// IndexFile is the name of the index beside the service folders.
const IndexFile = "index.tsv"

// Entry is what the index knows of an action without reading its file.
type Entry struct {
	Name    string
	Service string
	Method  string
	Path    string
	Safety  Safety
	Flags   string // comma-separated: deprecated, paginate, replaces, wait
	Summary string
}

// Has reports whether the entry carries the flag.
func (e Entry) Has(flag string) bool {
	for rest := e.Flags; rest != ""; {
		var f string
		if f, rest, _ = strings.Cut(rest, ","); f == flag {
			return true
		}
	}
	return false
}

// File is the descriptor's path below the folder of services.
func (e Entry) File() string { return e.Service + "/" + e.Name + ".yaml" }

func (e Entry) line() string {
	return strings.Join([]string{e.Name, e.Service, e.Method, e.Path, string(e.Safety), e.Flags, e.Summary}, "\t") + "\n"
}

// EntryOf is the index entry of an action.
func EntryOf(a *Action) Entry {
	var flags []string
	if a.Deprecated != "" {
		flags = append(flags, "deprecated")
	}
	if a.Paginate != nil && (a.Paginate.Send != "" || a.Paginate.Follow != nil) {
		flags = append(flags, "paginate")
	}
	if a.Replaces {
		flags = append(flags, "replaces")
	}
	if a.Wait != nil {
		flags = append(flags, "wait")
	}
	return Entry{a.Name, a.Service, a.Method, a.Path, a.Safety, strings.Join(flags, ","), a.Summary}
}

// parseLine splits one index line, without its newline. It allocates nothing.
func parseLine(line string) Entry {
	var e Entry
	var safety string
	for _, dst := range []*string{&e.Name, &e.Service, &e.Method, &e.Path, &safety, &e.Flags} {
		*dst, line, _ = strings.Cut(line, "\t")
	}
	e.Safety, e.Summary = Safety(safety), line
	return e
}

// indexLines yields the lines of an index without their newlines.
func indexLines(index string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.Lines(index) {
			if !yield(strings.TrimSuffix(line, "\n")) {
				return
			}
		}
	}
}

func lineName(line string) string {
	name, _, _ := strings.Cut(line, "\t")
	return name
}

// badLine is the number of the first line that has not its seven columns or does
// not come after the one before it; 0 when all do.
func badLine(index string) int {
	n, last := 0, ""
	for line := range strings.Lines(index) {
		n++
		name := lineName(line)
		if name <= last || strings.Count(line, "\t") != 6 || !strings.HasSuffix(line, "\n") {
			return n
		}
		last = name
	}
	return 0
}

// findLine bisects a sorted index for the line of name.
func findLine(index, name string) (string, bool) {
	lo, hi := 0, len(index)
	for lo < hi {
		mid := lo + (hi-lo)/2
		start := strings.LastIndexByte(index[lo:mid], '\n') + 1 + lo
		end := hi
		if i := strings.IndexByte(index[start:hi], '\n'); i >= 0 {
			end = start + i
		}
		line := index[start:end]
		got := lineName(line)
		switch {
		case got == name:
			return line, true
		case got < name:
			lo = end + 1
		default:
			hi = start
		}
	}
	return "", false
}
