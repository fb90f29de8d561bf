package connection

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/actionctl/connector/internal/spelling"
)

// child is the value of a key of a mapping, or nil.
func child(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func childNames(n *yaml.Node) []string {
	var names []string
	for i := 0; n != nil && i+1 < len(n.Content); i += 2 {
		names = append(names, n.Content[i].Value)
	}
	return names
}

func setChild(n *yaml.Node, key string, value *yaml.Node) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			n.Content[i+1] = value
			return
		}
	}
	n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: key}, value)
}

// dropChild takes out a key, its value and the comment right above it. Comments that
// a blank line parts from it stay: they are about more than this key.
func dropChild(n *yaml.Node, key string) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		at := n.Content[i]
		if at.Value != key {
			continue
		}
		var above string
		if end := strings.LastIndex(at.HeadComment, "\n\n"); end >= 0 {
			above = at.HeadComment[:end]
		}
		below := at.FootComment
		n.Content = slices.Delete(n.Content, i, i+2)
		switch {
		case i < len(n.Content):
			next := n.Content[i]
			next.HeadComment = paragraphs(above, below, next.HeadComment)
		case i > 0:
			last := n.Content[i-2]
			last.FootComment = paragraphs(last.FootComment, above, below)
		}
		return
	}
}

func paragraphs(comments ...string) string {
	comments = slices.DeleteFunc(comments, func(c string) bool { return c == "" })
	return strings.Join(comments, "\n\n")
}

// EntryKeys are the keys that Add knows, beside headers.NAME.
func EntryKeys() []string {
	keys := slices.Clone(plainKeys[:2])
	for _, name := range authKeyNames() {
		keys = append(keys, "auth."+name)
	}
	return append(keys, plainKeys[2:]...)
}

// entryNode is a connection as it is written: keys in the order of the
// documentation, sections below.
func entryNode(keys map[string]string) (*yaml.Node, error) {
	order := EntryKeys()
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if strings.HasPrefix(key, headerPrefix) {
			order = append(order, key)
		} else if !slices.Contains(order, key) {
			return nil, fmt.Errorf("unknown key %q%s", key, spelling.DidYouMean(key, order))
		}
	}
	entry := &yaml.Node{Kind: yaml.MappingNode}
	for _, key := range order {
		text := keys[key]
		if text == "" {
			continue
		}
		into := entry
		name := key
		if section, rest, ok := strings.Cut(key, "."); ok {
			if into = child(entry, section); into == nil {
				into = &yaml.Node{Kind: yaml.MappingNode}
				setChild(entry, section, into)
			}
			name = rest
		}
		setChild(into, name, textNode(key, text))
	}
	return entry, nil
}

// textNode is a value; globs and classes become a list.
func textNode(key, text string) *yaml.Node {
	switch key {
	case "rate", "burst", "concurrency", "allow_unknown":
		return &yaml.Node{Kind: yaml.ScalarNode, Value: text} // without quotes
	case "policy.allow", "policy.deny", "policy.confirm":
		return listNode(text)
	}
	n := &yaml.Node{}
	n.SetString(text)
	return n
}

func listNode(text string) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for word := range strings.SplitSeq(text, ",") {
		item := &yaml.Node{}
		item.SetString(strings.TrimSpace(word))
		list.Content = append(list.Content, item)
	}
	return list
}
