package world

import "slices"

// changes are what one call did to a state: one line of the file behind the state.
type changes struct {
	Counter int64                  `json:"counter"`
	New     map[string]*Collection `json:"new,omitempty"`   // collections that nobody had looked at
	Gone    map[string][]int64     `json:"gone,omitempty"`  // the numbers of items
	Items   map[string][]*Item     `json:"items,omitempty"` // as they are now
	Tokens  map[string][]string    `json:"tokens,omitempty"`
	Handles map[string]*Handle     `json:"handles,omitempty"` // null: it is closed
}

// changelog notes what calls change. A nil one notes nothing.
type changelog struct {
	fresh  map[*Collection]bool
	noted  map[*Item]bool
	items  map[*Collection][]*Item
	gone   map[*Collection][]int64
	tokens []string
	opened []string // handles
}

func newChangelog() *changelog {
	l := new(changelog)
	l.forget()
	return l
}

// forget begins the notes anew.
func (l *changelog) forget() {
	*l = changelog{fresh: map[*Collection]bool{}, noted: map[*Item]bool{}, items: map[*Collection][]*Item{}, gone: map[*Collection][]int64{}}
}

func (l *changelog) empty() bool {
	return len(l.fresh)+len(l.items)+len(l.gone)+len(l.tokens)+len(l.opened) == 0
}

func (l *changelog) began(c *Collection) {
	if l != nil {
		l.fresh[c] = true
	}
}

func (l *changelog) changed(c *Collection, it *Item) {
	if l != nil && !l.fresh[c] && !l.noted[it] {
		l.noted[it] = true
		l.items[c] = append(l.items[c], it)
	}
}

func (l *changelog) removed(c *Collection, it *Item) {
	if l == nil || l.fresh[c] {
		return
	}
	if l.noted[it] {
		l.items[c] = slices.DeleteFunc(l.items[c], func(other *Item) bool { return other == it })
		delete(l.noted, it)
	}
	l.gone[c] = append(l.gone[c], it.Number)
}

func (l *changelog) token(token string) {
	if l != nil {
		l.tokens = append(l.tokens, token)
	}
}

func (l *changelog) handle(id string) {
	if l != nil {
		l.opened = append(l.opened, id)
	}
}

// of are the changes that were noted.
func (l *changelog) of(s state) changes {
	out := changes{Counter: s.Counter, New: map[string]*Collection{}, Gone: map[string][]int64{}, Items: map[string][]*Item{}, Tokens: map[string][]string{}, Handles: map[string]*Handle{}}
	for name, c := range s.Collections {
		if l.fresh[c] {
			out.New[name] = c
		}
		if items := l.items[c]; len(items) > 0 {
			out.Items[name] = items
		}
		if gone := l.gone[c]; len(gone) > 0 {
			out.Gone[name] = gone
		}
	}
	for _, token := range l.tokens {
		out.Tokens[token] = s.Tokens[token]
	}
	for _, id := range l.opened {
		out.Handles[id] = s.Handles[id]
	}
	return out
}
