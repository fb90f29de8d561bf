package connection

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"gopkg.in/yaml.v3"

	"github.com/actionctl/connector/internal/diskfile"
	"github.com/actionctl/connector/internal/spelling"
)

// ErrExists is what errors.Is finds in the error for adding a connection under a name
// that connections.yaml has already.
var ErrExists = errors.New("connection exists already")

// Add writes a connection into connections.yaml, in place of one with this name if
// replace is set. Keys are those of the file, with a dot for what stands in a section
// ("auth.type", "policy.mode"); lists are written with commas. What else is in the
// file stays, comments too. It returns the file's path. The error for what cannot be
// read again is that of reading it, and the file is as it was.
func (s *Store) Add(name string, keys map[string]string, replace bool) (string, error) {
	if err := checkName(name); err != nil {
		return "", err
	}
	entry, err := entryNode(keys)
	if err != nil {
		return "", err
	}
	return s.edit(func(root *yaml.Node) error {
		list := child(root, "connections")
		if list == nil || list.Kind != yaml.MappingNode {
			list = &yaml.Node{Kind: yaml.MappingNode}
			setChild(root, "connections", list)
		}
		if child(list, name) != nil && !replace {
			return fmt.Errorf("%s: %w", name, ErrExists)
		}
		list.Style &^= yaml.FlowStyle
		setChild(list, name, entry)
		return nil
	})
}

// Remove takes a connection out of connections.yaml, and the default if it was that.
func (s *Store) Remove(name string) (string, error) {
	return s.edit(func(root *yaml.Node) error {
		list := child(root, "connections")
		if list == nil || child(list, name) == nil {
			return fmt.Errorf("%s: %s: %w in this file%s", s.Path(), name, ErrUnknown, spelling.DidYouMean(name, childNames(list)))
		}
		dropChild(list, name)
		if d := child(root, "default"); d != nil && d.Value == name {
			if top := root.Content[0]; top.Value == "default" {
				top.HeadComment += "\n\n" // what is on top is about the whole file
			}
			dropChild(root, "default")
		}
		return nil
	})
}

// SetDefault makes a connection, which may be a profile, the default of
// connections.yaml.
func (s *Store) SetDefault(name string) (string, error) {
	names, err := s.Names()
	if err != nil {
		return "", err
	}
	if !slices.Contains(names, name) {
		return "", fmt.Errorf("%s: %w%s; there are: %s", name, ErrUnknown, spelling.DidYouMean(name, names), listOr(names, "none"))
	}
	return s.edit(func(root *yaml.Node) error {
		node := &yaml.Node{}
		node.SetString(name) // with quotes around null
		if d := child(root, "default"); d != nil {
			d.Kind, d.Value, d.Tag, d.Style, d.Alias = node.Kind, node.Value, node.Tag, node.Style, nil
			return nil
		}
		root.Content = append([]*yaml.Node{{Kind: yaml.ScalarNode, Value: "default"}, node}, root.Content...)
		return nil
	})
}

// edit changes connections.yaml as a document, so that comments survive, and writes
// it if it can be read again.
func (s *Store) edit(change func(root *yaml.Node) error) (string, error) {
	path := s.Path()
	if path == "" {
		return "", errors.New("there is no place for connections.yaml: neither HOME nor XDG_CONFIG_HOME is set; set ACTIONCTL_CONNECTIONS to a path")
	}
	defer diskfile.LockFolder(filepath.Dir(path))()
	text, _, err := readOwn(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return path, err
	}
	if _, err := parseConnections(path, text); err != nil {
		return path, err
	}
	var doc yaml.Node
	var out bytes.Buffer
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return path, fmt.Errorf("%s: is not YAML", path)
	}
	if len(doc.Content) == 0 {
		out.Write(text) // comments alone are no document
		if len(text) > 0 && !bytes.HasSuffix(text, []byte("\n")) {
			out.WriteByte('\n') // what comes would become a comment
		}
		doc.Kind = yaml.DocumentNode
		doc.Content = []*yaml.Node{{Kind: yaml.MappingNode}}
	}
	if err := change(doc.Content[0]); err != nil {
		return path, err
	}
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := errors.Join(enc.Encode(&doc), enc.Close()); err != nil {
		return path, err
	}
	if _, err := parseConnections(path, out.Bytes()); err != nil {
		return path, fmt.Errorf("not written: %w", err)
	}
	return path, diskfile.Replace(path, out.Bytes())
}
