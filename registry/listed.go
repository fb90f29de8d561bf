package registry

// Listed is an entry in the JSON form that lists of actions have, wherever they are given.
type Listed struct {
	Name       string `json:"name"`
	Service    string `json:"service"`
	Method     string `json:"method"`
	Path       string `json:"path"`
	Safety     Safety `json:"safety"`
	Deprecated bool   `json:"deprecated,omitempty"`
	Paginate   bool   `json:"paginate,omitempty"`
	Wait       bool   `json:"wait,omitempty"`
	Summary    string `json:"summary"`
}

// Listed is the entry as lists give it.
func (e Entry) Listed() Listed {
	return Listed{e.Name, e.Service, e.Method, e.Path, e.Safety, e.Has("deprecated"), e.Has("paginate"), e.Has("wait"), e.Summary}
}
