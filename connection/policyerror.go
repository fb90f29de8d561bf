package connection

import (
	"errors"
	"fmt"
)

// ErrRefused is what errors.Is finds in the error for an action that the policy of
// its connection refuses.
var ErrRefused = errors.New("refused by policy")

// PolicyError is the refusal of an action. Nothing was sent.
type PolicyError struct {
	Connection string
	Action     string
	Class      string // the action's safety class
	By         string // who refuses it, such as "token ci"; "" is the connection
	Rule       string // what refused it: "mode safe", `deny "delete_*"`
	Cure       string // what would let it run
	// Unconfirmed means that the policy wants the action confirmed, and lets it run then.
	Unconfirmed bool
}

func (e *PolicyError) Error() string {
	who := "the policy"
	switch {
	case e.By != "":
		who = e.By
	case e.Connection != "":
		who = "connection " + e.Connection
	}
	return fmt.Sprintf("%s: %s refuses this %s action by %s; %s", e.Action, who, e.Class, e.Rule, e.Cure)
}

// Is makes errors.Is(err, ErrRefused) true.
func (e *PolicyError) Is(target error) bool { return target == ErrRefused }
