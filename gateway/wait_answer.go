package gateway

import (
	"errors"

	connector "github.com/actionctl/connector"
)

// errLeft ends what nobody waits for any more.
var errLeft = errors.New("the client left")

// startedEvent is the first event of a wait.
type startedEvent struct {
	Action     string `json:"action"`
	Connection string `json:"connection"`
	Handle     string `json:"handle"`
}

// progressEvent is how far work is.
type progressEvent struct {
	State   string `json:"state"`
	Message string `json:"message,omitempty"`
	Elapsed int64  `json:"elapsed_ms"`
	Polls   int    `json:"polls"`
}

// waitAnswer is work that ended in success.
type waitAnswer struct {
	Action  string           `json:"action"`
	State   string           `json:"state"`
	Result  string           `json:"result,omitempty"`
	Message string           `json:"message,omitempty"`
	Data    any              `json:"data"`
	Handle  string           `json:"handle"`
	Parts   []connector.Part `json:"parts,omitempty"`
	Elapsed int64            `json:"elapsed_ms"`
	Polls   int              `json:"polls"`
}

func endOf(f *connector.Finished) waitAnswer {
	return waitAnswer{f.Action, f.State, f.Result, f.Message, f.Resource, f.Handle.String(), f.Parts, f.Elapsed.Milliseconds(), f.Polls}
}
