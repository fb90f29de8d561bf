package completion

import (
	"os"
	"path/filepath"
	"strings"
)

// maxFiles bounds what is read of a folder.
const maxFiles = 1000

// Files are the files and folders that the typed path may become, each behind prefix. A
// folder that cannot be read has none. Shells complete paths themselves, but not those
// behind NAME=@.
func Files(prefix, typed string) Candidates {
	folder, begun := filepath.Split(typed)
	read := folder
	if read == "" {
		read = "."
	}
	f, err := os.Open(read)
	if err != nil {
		return Candidates{}
	}
	defer func() { _ = f.Close() }() // only read from
	entries, err := f.ReadDir(maxFiles)
	if err != nil {
		return Candidates{}
	}
	var out Candidates
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, begun) || strings.HasPrefix(name, ".") && !strings.HasPrefix(begun, ".") || strings.ContainsAny(name, "\t\n") {
			continue
		}
		word := prefix + folder + name
		if info, err := os.Stat(folder + name); err == nil && info.IsDir() { // also behind a link
			word += "/"
			out.Open = true
		}
		out.Words = append(out.Words, Candidate{Word: word})
	}
	return out
}
