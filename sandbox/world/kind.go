package world

import (
	"encoding/json"
	"strings"
)

// Kind is what the items of one collection are like: one line of the table of
// kinds.
type Kind struct {
	Name  string
	Key   []string // the item's fields that make its key; "" for a part that no field has
	Type  string   // the action whose answer shows an item
	At    string   // and where
	Words string   // what else there is to say, in JSON
}

// KindWords say what a kind has beyond its key and its type.
type KindWords struct {
	ID      *string                   `json:"id,omitempty"`      // how a new key is made: uuid, hex, hex16, hex64, digits, integer, count, cluster, pool
	Also    []string                  `json:"also,omitempty"`    // fields that repeat the last part of the key
	Parent  string                    `json:"parent,omitempty"`  // the collection whose item the first parts of the key name
	Inside  *InsideWord               `json:"inside,omitempty"`  // or what an item stands in by its fields
	Unique  []string                  `json:"unique,omitempty"`  // fields that no two items share
	Compose map[string]string         `json:"compose,omitempty"` // fields made of others: catalog_name.schema_name.name
	Alias   []string                  `json:"alias,omitempty"`   // ids of elements that find the item too: tasks.run_id
	Always  bool                      `json:"always,omitempty"`  // there is an item for every key
	List    string                    `json:"list,omitempty"`    // the one list that an item is made of; it is empty at first
	Ready   map[string]any            `json:"ready,omitempty"`   // states of an item with which nothing goes on
	Before  map[string][]any          `json:"before,omitempty"`  // the states that come before a last one; gone: before it is removed
	On      map[string]map[string]any `json:"on,omitempty"`      // fields that come with a state
	Rows    map[string]int            `json:"rows,omitempty"`    // lists of rows that come with success, and how many
	Parts   *PartsWord                `json:"parts,omitempty"`   // work that has parts with states of their own
	Restore map[string]any            `json:"restore,omitempty"` // fields of a deleted item, which stays and can be restored
	Live    map[string]any            `json:"live,omitempty"`    // fields of one that is not deleted
	Start   map[string]any            `json:"start,omitempty"`   // fields of a new item
	Seed    map[string]any            `json:"seed,omitempty"`    // fields of the seeded items
	Noun    string                    `json:"noun,omitempty"`    // what an item is called
	Files   *FileWords                `json:"files,omitempty"`   // the items are files and folders
}

// InsideWord names the collection that has the item in which another one stands.
type InsideWord struct {
	Collection string   `json:"collection"`
	By         []string `json:"by"` // fields that are its key, with dots between them
}

// PartsWord says where work has its parts, whose states go with its own.
type PartsWord struct {
	Items  string `json:"items"`  // the list of the parts
	State  string `json:"state"`  // the object with the state, of the work and of each part
	Result string `json:"result"` // the member of it that says how it ended
	Done   string `json:"done"`   // and its value for a part that ended well
	ID     string `json:"id"`     // the part's own id
	Error  string `json:"error"`  // the part's member that says why it failed
	// Output is what a part that ended well leaves, by the member that says what it was.
	Output map[string]map[string]any `json:"output,omitempty"`
}

// FileWords say which fields tell of a file.
type FileWords struct {
	Path     string         `json:"path"`
	Name     string         `json:"name,omitempty"`
	Size     string         `json:"size,omitempty"`
	Modified string         `json:"modified,omitempty"`
	Absolute bool           `json:"absolute,omitempty"` // paths begin with /
	IsDir    string         `json:"is_dir,omitempty"`
	Type     string         `json:"type,omitempty"`
	ID       string         `json:"id,omitempty"`
	Types    map[string]any `json:"types,omitempty"` // of a folder and of a file, in the field type
}

func (k Kind) words() KindWords {
	var w KindWords
	if k.Words != "" {
		_ = json.Unmarshal([]byte(k.Words), &w) // a test reads the whole table
	}
	return w
}

func (k Kind) line() string {
	return strings.Join([]string{k.Name, joinKey(k.Key), k.Type, k.At, k.Words}, "\t") + "\n"
}

func parseKind(line string) Kind {
	f := strings.Split(line, "\t")
	for len(f) < 5 {
		f = append(f, "")
	}
	return Kind{f[0], splitKey(f[1]), f[2], f[3], f[4]}
}
