package render

import (
	"slices"
	"strings"
)

// rank says how much a column helps to tell rows apart; less is better. It goes by
// the names that fields have all over the API.
type rank int

const (
	ownID rank = iota
	ownName
	anyName
	innerName
	anyState
	innerState
	anyKind
	anyTime
	person
	other
	otherID
	long
	unranked
)

var (
	names  = []string{"name", "display_name", "displayname", "path", "full_name", "title", "key", "username", "principal"}
	states = []string{"state", "status", "life_cycle_state", "lifecycle_state", "result_state", "health", "phase"}
	kinds  = []string{"type", "kind", "securable_type", "object_type", "data_type", "privilege", "size"}
	people = []string{"owner", "creator", "creator_name", "creator_user_name", "created_by", "user_name", "run_as_user_name"}
	longs  = []string{"description", "comment", "url", "storage_location", "storage_root", "metadata", "etag", "text", "message", "body", "policy_family_definition_overrides"}
)

// rankOf ranks a field of a thing that is called own.
func rankOf(path, own string) rank {
	name := strings.ToLower(path)
	stem, isID := strings.CutSuffix(name, "_id")
	named, isName := strings.CutSuffix(name, "_name")
	switch {
	case name == "id", isID && isOwn(stem, own):
		return ownID
	case name == "name", isName && isOwn(named, own):
		return ownName
	case slices.Contains(names, name):
		return anyName
	case slices.Contains(states, name), strings.HasSuffix(name, "_state"), strings.HasSuffix(name, "_status"):
		return anyState
	case slices.Contains(kinds, name), strings.HasSuffix(name, "_type"):
		return anyKind
	case slices.Contains(longs, name), strings.HasSuffix(name, "_message"), strings.HasSuffix(name, "_url"), strings.HasSuffix(name, "_token"):
		return long
	case slices.Contains(people, name):
		return person
	case isID:
		return otherID
	case isTime(name), strings.Contains(name, "last_"):
		return anyTime
	}
	return other
}

// isOwn tells whether the word before _id or _name is what the thing is called.
func isOwn(stem, own string) bool {
	return own != "" && (stem == own || strings.HasSuffix(own, "_"+stem) || strings.HasPrefix(own, stem+"_"))
}

// rankInside ranks a field of an object within the row, unranked where it is of no
// use in a table.
func rankInside(name, own string) rank {
	name = strings.ToLower(name)
	switch {
	case name == "name", own != "" && name == own+"_name":
		return innerName
	case slices.Contains(states, name):
		return innerState
	}
	return unranked
}
