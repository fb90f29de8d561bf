package audit

import (
	"context"
	"fmt"
)

// Mode says what becomes of a call whose record cannot be written.
type Mode string

// The modes.
const (
	// Strict keeps back every call: no record, no call.
	Strict Mode = "strict"
	// StrictMutations keeps back all calls but those that only read.
	StrictMutations Mode = "strict_mutations"
	// BestEffort lets calls run and tells of the failure.
	BestEffort Mode = "best_effort"
)

// Modes are all modes, the strictest first.
func Modes() []Mode { return []Mode{Strict, StrictMutations, BestEffort} }

// Validate reports a mode that is none; "" stands for BestEffort.
func (m Mode) Validate() error {
	for _, known := range append(Modes(), "") {
		if m == known {
			return nil
		}
	}
	return fmt.Errorf("audit mode %q is not one of %v", string(m), Modes())
}

// Writer takes records. It is used by many calls at once.
type Writer interface {
	// Write adds a record. With durable it returns when the record would survive a
	// crash of the machine.
	Write(ctx context.Context, r Record, durable bool) error
}
