package connection

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/actionctl/connector/internal/diskfile"
	"github.com/actionctl/connector/internal/lazyregexp"
)

// connectionsFile is a parsed connections.yaml.
type connectionsFile struct {
	path     string
	fallback string // its default
	entries  map[string]definition
	blank    bool // there is no file, or nothing in it
}

// Path is where connections.yaml is or would be: ConnectionsFile, ACTIONCTL_CONNECTIONS,
// or actionctl/connections.yaml in XDG_CONFIG_HOME or ~/.config. "" means that no home
// is known.
func (s *Store) Path() string {
	for _, path := range []string{s.ConnectionsFile, s.getenv("ACTIONCTL_CONNECTIONS")} {
		if path == "" {
			continue
		}
		if whole, err := s.machine().expandHome(path); err == nil {
			return whole
		}
		return path
	}
	folder := s.getenv("XDG_CONFIG_HOME")
	if !filepath.IsAbs(folder) { // as the XDG specification wants it
		home := s.machine().home()
		if home == "" {
			return ""
		}
		folder = filepath.Join(home, ".config")
	}
	return filepath.Join(folder, "actionctl", "connections.yaml")
}

// readConnections reads connections.yaml. A missing one is empty.
func (s *Store) readConnections() (connectionsFile, error) {
	file := connectionsFile{path: s.Path(), blank: true}
	if file.path == "" {
		return file, nil
	}
	text, access, err := readOwn(file.path)
	if errors.Is(err, fs.ErrNotExist) {
		return file, nil
	}
	if err != nil {
		return file, err
	}
	if file, err = parseConnections(file.path, text); err != nil {
		return file, err
	}
	file.blank = blank(text)
	return file, file.guard(access)
}

func blank(text []byte) bool { return len(bytes.TrimSpace(text)) == 0 }

// maxConfigFile bounds the files of settings.
const maxConfigFile = 4 << 20

// readOwn reads a file of settings and says who else may touch it.
func readOwn(path string) ([]byte, fs.FileMode, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = f.Close() }() // only read from
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	text, err := io.ReadAll(io.LimitReader(f, maxConfigFile+1))
	if err == nil && len(text) > maxConfigFile {
		err = fmt.Errorf("%s: larger than %d MiB", path, maxConfigFile>>20)
	}
	return text, diskfile.OthersMay(info.Mode()), err
}

var yamlLine = lazyregexp.New(`\bline ([0-9]+)`)

// parseConnections reads connections.yaml strictly: the error is a *FileError with
// all problems.
func parseConnections(path string, text []byte) (connectionsFile, error) {
	file := connectionsFile{path: path, entries: map[string]definition{}}
	var doc yaml.Node
	err := yaml.Unmarshal(text, &doc)
	if err != nil { // its text may show what is written there
		line := 1
		if m := yamlLine().FindStringSubmatch(err.Error()); m != nil {
			line, _ = strconv.Atoi(m[1])
		}
		return file, &FileError{path, []FileProblem{{line, "is not YAML; text with special characters wants quotes"}}}
	}
	if len(doc.Content) == 0 {
		return file, nil
	}
	p := &yamlParser{path: path, failed: &FileError{Path: path}}
	p.file(doc.Content[0], &file)
	if strings.Contains(string(text), "\n---") && moreDocuments(text) {
		p.failed.Problems = append(p.failed.Problems, FileProblem{doc.Content[0].Line, "there is more than one document; what follows --- is not read"})
	}
	return file, p.failed.orNil()
}

func moreDocuments(text []byte) bool {
	dec := yaml.NewDecoder(strings.NewReader(string(text)))
	var n yaml.Node
	return dec.Decode(&n) == nil && !errors.Is(dec.Decode(&n), io.EOF)
}
