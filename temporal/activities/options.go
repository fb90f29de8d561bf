package activities

import (
	"errors"
	"fmt"
	"log/slog"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/objects"
)

// Options say what activities work with. Connector is needed, all else may be left zero.
type Options struct {
	Connector *connector.Connector
	// Connection is the one that calls run on. A call that names another is refused: it
	// came by the wrong task queue and would go past the rate of its own. "" leaves the
	// choice to the calls.
	Connection string
	// Objects keeps answers that are too large for a history, and bodies. Without it such
	// an answer is an error.
	Objects objects.Store
	// MaxPayload is how many bytes of JSON an answer has at most; 0 is DefaultMaxPayload.
	// The service of Temporal refuses what has more than 2 MiB, and a data converter may
	// add to what is counted here.
	MaxPayload int
	// Gates narrow what may run, beside the policy of the connection.
	Gates []connector.Gate
	// TestEnvironment says that the activities run in Temporal's testsuite, which takes
	// heartbeats only as the SDK holds them back. With it, a worker that is killed may do
	// work twice.
	TestEnvironment bool
	// Logger gets what an error keeps from the workflow, such as names of files; nil
	// means nobody does.
	Logger *slog.Logger
}

// Limits of MaxPayload, in bytes.
const (
	DefaultMaxPayload  = 1 << 20
	smallestMaxPayload = 16 << 10
	largestMaxPayload  = 2<<20 - 64<<10 // what goes beside the answer has room
)

// check reports all that is wrong.
func (o Options) check() error {
	var problems []error
	if o.Connector == nil {
		problems = append(problems, errors.New("Options.Connector is missing"))
	}
	if o.MaxPayload != 0 && (o.MaxPayload < smallestMaxPayload || o.MaxPayload > largestMaxPayload) {
		problems = append(problems, fmt.Errorf("Options.MaxPayload is %d; it can be %d to %d bytes, or 0 for %d",
			o.MaxPayload, smallestMaxPayload, largestMaxPayload, DefaultMaxPayload))
	}
	return errors.Join(problems...)
}
