package world

import (
	"encoding/json"
)

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
	Force     string              `json:"force,omitempty"`     // parameter that allows to delete what is not empty
	Tell      string              `json:"tell,omitempty"`      // the answer repeats what the request has here
	Give      map[string]string   `json:"give,omitempty"`      // fields of the answer, and those of the item that they show
	Sizes     map[string]string   `json:"sizes,omitempty"`     // fields of the item, and its lists whose length they tell
	Among     *AmongWord          `json:"among,omitempty"`     // the parameter that names the collection
	Newest    bool                `json:"newest,omitempty"`    // the list begins with what was made last
	Content   string              `json:"content,omitempty"`   // where the request has a file's bytes; the body where it is not said
	Base64    bool                `json:"base64,omitempty"`    // they are in base64
	Overwrite string              `json:"overwrite,omitempty"` // parameter that allows to replace a file
	Recursive string              `json:"recursive,omitempty"` // parameter that allows to delete a folder with all in it
	Folder    bool                `json:"folder,omitempty"`    // it is about folders, not files
	To        string              `json:"to,omitempty"`        // where a file moves
	Handle    string              `json:"handle,omitempty"`    // an open file: field of the answer, or parameter
}

func (p Part) words() PartWords {
	var w PartWords
	if p.Words != "" {
		_ = json.Unmarshal([]byte(p.Words), &w) // a test reads the whole table
	}
	return w
}
