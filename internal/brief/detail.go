package brief

import "github.com/actionctl/connector/schema"

// detail is how much is told of a type.
type detail struct {
	depth    int  // levels of objects whose optional members are named
	optional int  // optional members of an object that are named; those that are required all are
	enum     int  // values of an enum
	words    int  // bytes of a member's description
	all      bool // also of members that are optional
	bare     bool // optional objects and lists are named, and no more
}

// details goes from rich to poor.
var details = []detail{
	{depth: 6, optional: 1000, enum: 1000, words: 400, all: true},
	{depth: 4, optional: 1000, enum: 20, words: 160, all: true},
	{depth: 3, optional: 1000, enum: 8, words: 120, all: true},
	{depth: 2, optional: 1000, enum: 8, words: 120, all: true},
	{depth: 2, optional: 1000, enum: 8, words: 80, all: true},
	{depth: 2, optional: 1000, enum: 8, words: 80},
	{depth: 2, optional: 1000, enum: 4},
	{depth: 2, optional: 60, enum: 4, bare: true},
	{depth: 1, optional: 1000, enum: 8, words: 80},
	{depth: 1, optional: 40, enum: 6, words: 80},
	{depth: 1, optional: 20, enum: 4, words: 60},
	{depth: 1, optional: 10, enum: 3, words: 40},
	{depth: 1, optional: 5, enum: 3},
	{depth: 0, optional: 0, enum: 3},
}

// Type is a document as TypeScript would write its type, on one line of about size bytes,
// with as much told as fits. whole tells that nothing was left out. What a value must have
// is told even where it is longer than size.
func Type(types *schema.Types, doc schema.Document, size int) (text string, whole bool) {
	for _, d := range details {
		w := &typeWriter{types: types, detail: d, limit: size}
		w.document(doc, 0, nil)
		text, whole = w.String(), !w.folded
		if len(text) <= size {
			return text, whole
		}
	}
	return text, whole
}
