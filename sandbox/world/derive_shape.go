package world

import (
	"cmp"

	"github.com/actionctl/connector/registry"
)

// shape is what the paths of one collection look like.
type shape struct {
	name    string
	members []member
}

// member is an action as seen from its collection.
type member struct {
	*registry.Action
	verb   string   // last literal of an RPC path, or what follows an item's path
	params []string // path parameters
	own    int      // how many of them belong to the item itself
}

// rpc are the verbs that may end a path.
var rpc = map[string]Role{
	"create": Create, "add": Create, "get": Get, "list": List, "search": List,
	"edit": Replace, "update": Update, "delete": Delete, "remove": Delete, "destroy": Delete,
	"restore": Restore, "put": Put, "start": Act, "stop": Act, "restart": Act, "cancel": Act,
}

// role is what a member does, as far as its method and path tell.
func (m member) role(s *shape) Role {
	if m.verb != "" {
		return rpc[m.verb]
	}
	many := m.Paginate != nil && m.Paginate.Items != "" && len(m.Paginate.Merge) == 0 && m.Paginate.Follow == nil
	item := m.own > 0 && m.own == s.deepest()
	switch {
	case m.Method == "GET" && many && !item:
		return List
	case m.Method == "GET" || m.Method == "HEAD":
		return Get
	case m.Method == "POST" && !item:
		return Create
	case m.Method == "DELETE":
		return Delete
	case m.Method == "PUT":
		return Replace
	}
	return Update
}

// deepest is how many parameters of its own an item of the collection has.
func (s *shape) deepest() int {
	n := 0
	for _, m := range s.members {
		n = max(n, m.own)
	}
	return n
}

// best is the first member that fits, a current one before a deprecated one.
func (s *shape) best(fits func(member) bool) member {
	var found member
	for _, m := range s.members {
		if fits(m) && (found.Action == nil || cmp.Compare(len(m.Deprecated), 0) == 0 && found.Deprecated != "") {
			found = m
		}
	}
	return found
}
