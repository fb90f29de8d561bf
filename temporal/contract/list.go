package contract

import "encoding/json"

// List is a list to read over its pages.
type List struct {
	Call
	MaxItems int `json:"max_items,omitempty"` // 0 is all
	MaxPages int `json:"max_pages,omitempty"` // 0 is as many as it takes
	PageSize int `json:"page_size,omitempty"`
	// StartingToken goes on where another reading stopped.
	StartingToken string `json:"starting_token,omitempty"`
}

// Items are the items of a list: as many as fit into an answer, or all of them as lines of
// JSON in an object where the Call wants one.
type Items struct {
	Items  []json.RawMessage `json:"items"`
	Object *Object           `json:"object,omitempty"`
	Count  int               `json:"count"`
	Pages  int               `json:"pages"` // requests that it took
	// ResumeToken is the StartingToken of what is left; "" where nothing is.
	ResumeToken string `json:"resume_token,omitempty"`
}

// ListProgress is what a heartbeat of ListItems says.
type ListProgress struct {
	Items int `json:"items"`
	Pages int `json:"pages"`
}
