package contract

import "encoding/json"

// Content is where the answer is: inline, or in an object where that is not nil.
func (r *Result) Content() (json.RawMessage, *Object) { return r.Data, r.Object }

// Content is where the last answer is: inline, or in an object where that is not nil.
func (f *Finished) Content() (json.RawMessage, *Object) { return f.Data, f.Object }
