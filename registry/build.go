package registry

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// Files returns the paths of the descriptors in fsys, <service>/<name>.yaml,
// sorted. A folder called types holds shared types, not a service.
func Files(fsys fs.FS) ([]string, error) {
	services, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, err
	}
	var files []string
	for _, s := range services {
		if !s.IsDir() || s.Name() == typesFolder || strings.HasPrefix(s.Name(), ".") {
			continue
		}
		found, err := fs.Glob(fsys, s.Name()+"/*.yaml")
		if err != nil {
			return nil, err
		}
		files = append(files, found...)
	}
	slices.Sort(files)
	return files, nil
}

const typesFolder = "types"

// BuildIndex reads every descriptor in fsys and returns their index. The error is
// a Problems when files are at fault.
func BuildIndex(fsys fs.FS) (string, error) {
	files, err := Files(fsys)
	if err != nil {
		return "", err
	}
	var problems Problems
	seen := map[string]string{}
	var lines []string
	for _, file := range files {
		text, err := fs.ReadFile(fsys, file)
		if err != nil {
			return "", err
		}
		a, nodes, ps := decode(file, text)
		ps = append(ps, checkName(a, file, nodes["name"], seen)...)
		problems = append(problems, ps...)
		lines = append(lines, EntryOf(a).line())
	}
	slices.Sort(lines)
	return strings.Join(lines, ""), problems.err()
}

// checkName holds names to the file's stem and to one use over all services. A
// missing name is reported already.
func checkName(a *Action, file string, n *yaml.Node, seen map[string]string) Problems {
	if a.Name == "" {
		return nil
	}
	r := reader{file: file}
	if stem := strings.TrimSuffix(path.Base(file), ".yaml"); a.Name != stem {
		r.fault(n, "name", "name %q differs from the file's %q", a.Name, stem)
	}
	if first, taken := seen[a.Name]; taken {
		r.fault(n, "name", "name %q is taken by %s", a.Name, first)
	}
	seen[a.Name] = file
	return r.problems
}
