package world

import (
	"cmp"
	"slices"
	"strings"
)

// Role is what an action does to a collection.
type Role string

// The roles. An action without one answers without looking at the world.
const (
	Create  Role = "create"  // adds an item
	Get     Role = "get"     // shows an item; a read that moves its states on
	List    Role = "list"    // shows the items
	Update  Role = "update"  // changes the fields that the request names
	Replace Role = "replace" // changes all of them
	Put     Role = "put"     // adds an item or replaces it
	Delete  Role = "delete"  // takes an item away
	Restore Role = "restore" // brings a deleted item back
	Act     Role = "act"     // changes an item without naming fields, such as its state
	Use     Role = "use"     // needs the item, and changes nothing
	None    Role = "none"

	FileWrite  Role = "file-write"
	FileRead   Role = "file-read"
	FileStat   Role = "file-stat"
	FileList   Role = "file-list"
	FileMkdir  Role = "file-mkdir"
	FileDelete Role = "file-delete"
	FileMove   Role = "file-move"
	FileOpen   Role = "file-open"
	FileAppend Role = "file-append"
	FileClose  Role = "file-close"

	ActAll     Role = "act-all" // what act, delete and restore do, to all items that a filter names
	DeleteAll  Role = "delete-all"
	RestoreAll Role = "restore-all"
)

// Part is what one action does: one line of the table of families. Places in
// requests and answers are dotted paths; "$" is the whole.
type Part struct {
	Action     string
	Role       Role
	Collection string
	Key        []string // where the request has the parts of the key; "" where it has not
	From       string   // where the request has the resource's fields
	At         string   // where the answer has the resource, or the list of them
	Words      string   // what is declared beyond it, in JSON
}

func (p Part) line() string {
	return strings.Join([]string{p.Action, string(p.Role), p.Collection, joinKey(p.Key), p.From, p.At, p.Words}, "\t") + "\n"
}

func parsePart(line string) Part {
	f := slices.Grow(strings.Split(line, "\t"), 7)
	for len(f) < 7 {
		f = append(f, "")
	}
	p := Part{Action: f[0], Role: Role(f[1]), Collection: f[2], From: f[4], At: f[5], Words: f[6]}
	p.Key = splitKey(f[3])
	return p
}

// joinKey writes the parts of a key; one that is empty is a dash.
func joinKey(key []string) string {
	parts := slices.Clone(key)
	for i, v := range parts {
		parts[i] = cmp.Or(v, "-")
	}
	return strings.Join(parts, ",")
}

func splitKey(text string) []string {
	if text == "" {
		return nil
	}
	parts := strings.Split(text, ",")
	for i, v := range parts {
		if v == "-" {
			parts[i] = ""
		}
	}
	return parts
}
