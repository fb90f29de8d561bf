package registry

// PageStyle says how the next page is asked for.
type PageStyle string

// The page styles. What each needs is checked by lint.
const (
	PageToken  PageStyle = "token"  // the answer carries a token for the next page
	PageIndex  PageStyle = "index"  // the next index is the last plus the number of items
	PageNumber PageStyle = "page"   // pages are numbered
	PageOffset PageStyle = "offset" // the answer says by how much to move on
)

// Paginate describes how the pages of a list follow each other. Parameters are
// named by dotted paths ("page_token", "data.page_token"), places in the answer
// too ("result.next_chunk_index"). With neither Send nor Read the whole list comes
// in one answer and Items says where.
type Paginate struct {
	Style        PageStyle         `json:"style,omitempty"`         // "" is PageToken
	Send         string            `json:"send,omitempty"`          // parameter that asks for the next page
	Read         string            `json:"read,omitempty"`          // where the answer has the token; absent or empty ends
	ReadElse     string            `json:"read_else,omitempty"`     // where else it may be
	More         string            `json:"more,omitempty"`          // where the answer says, true or false, that a page follows
	Items        string            `json:"items,omitempty"`         // where the answer has the items
	ItemsElse    string            `json:"items_else,omitempty"`    // where else they may be
	Header       string            `json:"header,omitempty"`        // where the answer has the columns of items that are lists, each with a name
	Distinct     string            `json:"distinct,omitempty"`      // where an item has its id; one that came before is left out
	Limit        string            `json:"limit,omitempty"`         // parameter that sets the page size
	MaxLimit     int               `json:"max_limit,omitempty"`     // largest page size the service takes
	SendLimit    *int              `json:"send_limit,omitempty"`    // page size to send when the caller gave none
	First        *int              `json:"first,omitempty"`         // first index or page number
	StopOnEmpty  bool              `json:"stop_on_empty,omitempty"` // an empty page ends even when it has a token
	NextRequest  string            `json:"next_request,omitempty"`  // where an answer without token has the whole next body
	Merge        []string          `json:"merge,omitempty"`         // arrays of one object that is split over pages
	MergeInstead map[string]string `json:"merge_instead,omitempty"` // array: the one it takes the place of when it is not empty
	Follow       *Follow           `json:"follow,omitempty"`        // later pages come from another action
}

// Follow names another action and where its parameters come from: dotted paths
// that begin with "request." or "response.".
type Follow struct {
	Action string            `json:"action"`
	With   map[string]string `json:"with,omitempty"`
}
