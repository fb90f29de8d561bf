package world

import (
	"cmp"
	"encoding/json"
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

// PartWords say what an action does beyond its role. Places in the request are
// dotted paths of parameters, places in the item dotted paths of fields.
type PartWords struct {
	Into      string              `json:"into,omitempty"`      // where the item holds the request's fields
	Set       map[string]any      `json:"set,omitempty"`       // fields of the item, and the values they get
	Unset     []string            `json:"unset,omitempty"`     // fields that go
	Copy      map[string]string   `json:"copy,omitempty"`      // fields of the item, and where the request has their values
	Keep      map[string]KeepWord `json:"keep,omitempty"`      // fields of the item that hold secrets of the request
	Add       []ListWord          `json:"add,omitempty"`       // elements for lists of the item
	Remove    []ListWord          `json:"remove,omitempty"`    // elements to take out of them
	Entry     *EntryWord          `json:"entry,omitempty"`     // one entry of a map of the item
	Drop      string              `json:"drop,omitempty"`      // where the request names fields to take away
	Patch     string              `json:"patch,omitempty"`     // scim: the request is a list of operations
	Need      map[string][]string `json:"need,omitempty"`      // other collections, and where the request names their item
	Clone     map[string]string   `json:"clone,omitempty"`     // fields of the item, from fields of the item in need
	Make      string              `json:"make,omitempty"`      // a collection above it in which an item is made too
	Filter    map[string]string   `json:"filter,omitempty"`    // parameters, and the fields that must equal them
	Query     string              `json:"query,omitempty"`     // parameter with a filter of the form: field = 'value'
	View      string              `json:"view,omitempty"`      // parameter that asks for deleted items
	Active    map[string]bool     `json:"active,omitempty"`    // parameters that ask for items whose work goes on, or has ended
	By        map[string]string   `json:"by,omitempty"`        // fields that find the item in place of its key, and their parameters
	Show      string              `json:"show,omitempty"`      // the part of the item that the answer shows
	Map       string              `json:"map,omitempty"`       // parameter with the names of the fields to show, comma-separated
	Still     bool                `json:"still,omitempty"`     // a get that does not move states on
	Example   bool                `json:"example,omitempty"`   // the answer is an example, not the item
	Fill      bool                `json:"fill,omitempty"`      // fields that the item has not come from the answer's example
	Count     string              `json:"count,omitempty"`     // where the answer says how many items were changed
	Pending   *[]any              `json:"pending,omitempty"`   // states before the last one
	End       any                 `json:"end,omitempty"`       // the last state
	SetEnd    map[string]any      `json:"set_end,omitempty"`   // fields that come with it
	Ends      *EndsWord           `json:"ends,omitempty"`      // work elsewhere that this ends
	Content   string              `json:"content,omitempty"`   // where the request has a file's bytes; the body where it is not said
	Base64    bool                `json:"base64,omitempty"`    // they are in base64
	Overwrite string              `json:"overwrite,omitempty"` // parameter that allows to replace a file
	Recursive string              `json:"recursive,omitempty"` // parameter that allows to delete a folder with all in it
	Folder    bool                `json:"folder,omitempty"`    // it is about folders, not files
	To        string              `json:"to,omitempty"`        // where a file moves
	Handle    string              `json:"handle,omitempty"`    // an open file: field of the answer, or parameter
}

// KeepWord says where a request has a secret, as text or as bytes in base64. It is
// held in base64.
type KeepWord struct {
	Text  string `json:"text,omitempty"`
	Bytes string `json:"bytes,omitempty"`
}

// ListWord says how elements get into a list of an item, or out of it.
type ListWord struct {
	List  string            `json:"list"`            // the item's list
	From  string            `json:"from,omitempty"`  // where the request has the element or a list of them
	Key   string            `json:"key,omitempty"`   // the element's identity, one of several comma-separated members
	As    string            `json:"as,omitempty"`    // the member of the element that from becomes
	With  map[string]string `json:"with,omitempty"`  // members of the element, and where the request has them
	Clear bool              `json:"clear,omitempty"` // they take the place of all there are
	Nest  map[string]string `json:"nest,omitempty"`  // members that become the only element of another
	Take  string            `json:"take,omitempty"`  // the member of what the request has that is the element
	Join  map[string]string `json:"join,omitempty"`  // lists of the element, and the members that add to them or take from them
}

// EntryWord says which entry of a map is set, or removed where no value is named.
type EntryWord struct {
	Map   string `json:"map"`
	Key   string `json:"key"`
	Value string `json:"value,omitempty"`
}

// EndsWord names work below the item that ends with a state.
type EndsWord struct {
	Collection string `json:"collection"`
	State      any    `json:"state"`
}

func (p Part) words() PartWords {
	var w PartWords
	if p.Words != "" {
		_ = json.Unmarshal([]byte(p.Words), &w) // a test reads the whole table
	}
	return w
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
