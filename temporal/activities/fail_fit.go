package activities

import (
	"encoding/json"
	"strings"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/printable"
)

// largestError is how many bytes an error object has at most: histories hold many.
const (
	largestError   = 32 << 10
	largestMessage = 4 << 10
	largestName    = 256 // the longest names are shorter
)

// fitting is an error object that is not too large: what helps least goes first.
func fitting(o connector.ErrorObject) connector.ErrorObject {
	o.Message = printable.Cut(strings.ToValidUTF8(o.Message, "�"), largestMessage)              // no failure holds other text
	for _, name := range []*string{&o.Action, &o.Connection, &o.Code, &o.State, &o.RequestID} { // which may be anybody's words
		*name = printable.Cut(*name, largestName)
	}
	for _, cut := range []func(){
		func() {},
		func() { o.Details = nil },
		func() { o.Attempts = o.Attempts[:min(len(o.Attempts), 10)] },
		func() { o.Parts = o.Parts[:min(len(o.Parts), 20)] },
		func() { o.Problems = o.Problems[:min(len(o.Problems), 20)] },
		func() { o.Parts, o.Attempts, o.Next = nil, nil, nil },
		func() { o.Problems, o.Hint, o.Means, o.Stopped = nil, "", "", "" },
		func() { o.ResumeToken = "" },
		func() { o.Handle = "" },
	} {
		cut()
		if text, err := json.Marshal(o); err == nil && len(text) <= largestError {
			break
		}
	}
	return o
}
