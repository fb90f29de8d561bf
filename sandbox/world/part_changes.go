package world

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
	Key   string            `json:"key,omitempty"`   // the element's identity, one of several comma-separated members; $field: the one that the item's field names
	JSON  bool              `json:"json,omitempty"`  // what from has is JSON in a text
	Also  map[string]any    `json:"also,omitempty"`  // members of the element that are always the same
	As    string            `json:"as,omitempty"`    // the member of the element that from becomes
	With  map[string]string `json:"with,omitempty"`  // members of the element, and where the request has them
	Clear bool              `json:"clear,omitempty"` // they take the place of all there are
	Nest  map[string]string `json:"nest,omitempty"`  // members that become the only element of another
	Take  string            `json:"take,omitempty"`  // the member of what the request has that is the element
	Join  map[string]string `json:"join,omitempty"`  // lists of the element, and the members that add to them or take from them
}

// AmongWord says which collection an action is about, by the value of a parameter.
type AmongWord struct {
	By          string            `json:"by"`
	Collections map[string]string `json:"collections"`
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
