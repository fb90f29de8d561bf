package connector

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/actionctl/connector/schema"
)

// Call is one call with every option spelled out. Action is needed, all else may be
// left zero.
type Call struct {
	// Connection to run on; "" is the default one.
	Connection string
	// Action is the action's name.
	Action string
	// Params are the path, query and header parameters by name and the body as
	// "data". Values may be any Go values with a JSON form. The data of an action
	// that takes raw bytes is []byte, a string, an io.Reader, an *os.File, or a
	// func() (io.ReadCloser, error) that opens it.
	Params map[string]any
	// Validation says how strictly parameters are checked. A connection that allows
	// unknown names relaxes schema.Strict.
	Validation schema.Mode
	// IdempotencyKey makes repeats of this call one, where the action can tell: a
	// workflow that starts again gives the same key again. Without one, each Do mints
	// its own, which all its attempts share. A token among Params wins over both.
	IdempotencyKey string
	// Confirmed says that somebody who may has said yes to the call. It matters where the
	// connection's policy wants actions of its class confirmed.
	Confirmed bool
	// Gates narrow what may run, beside the connection's policy. They are asked about
	// Action; what the runtime itself sends for it, such as polls and further pages, is
	// let pass.
	Gates []Gate
	// Retries says what is repeated; the zero value is all that does no harm. A program
	// that repeats calls itself, as workflow engines do, chooses RetryUnsent.
	Retries Retries
	// Timeout bounds the whole call, of a listing all its pages; zero leaves that to
	// the context.
	Timeout time.Duration
	// List bounds List, Items and Pages; Do takes no notice of it.
	List ListOptions

	host string // of the workspace that it goes on with; "" is any
}

// String names the call without its parameters, which may hold secrets.
func (c Call) String() string {
	if c.Connection == "" {
		return c.Action
	}
	return c.Action + " on " + c.Connection
}

// GoString keeps %#v from showing what String does not.
func (c Call) GoString() string { return c.String() }

// LogValue keeps loggers from showing the parameters.
func (c Call) LogValue() slog.Value { return slog.StringValue(c.String()) }

// timeoutError is the cause of a call that ran into Call.Timeout.
type timeoutError time.Duration

func (e timeoutError) Error() string {
	return fmt.Sprintf("the call's timeout of %s passed", time.Duration(e))
}

// Is makes errors.Is(err, context.DeadlineExceeded) true.
func (e timeoutError) Is(target error) bool { return target == context.DeadlineExceeded }

// cancelOnClose keeps a call's deadline until its stream is closed.
type cancelOnClose struct {
	io.ReadCloser
	cancel context.CancelFunc
}

func (s *cancelOnClose) Close() error {
	defer s.cancel()
	return s.ReadCloser.Close()
}
