package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/spelling"
	"github.com/actionctl/connector/internal/terminal"
)

// The exit codes; scripts rely on them.
const (
	exitOK          = 0
	exitLocal       = 1 // something on this side failed
	exitUsage       = 2 // wrong usage, or parameters refused before sending
	exitRedirect    = 3 // the final answer was of the 3xx class
	exitClient      = 4 // … of the 4xx class
	exitServer      = 5 // … of the 5xx class
	exitDeadline    = 6
	exitFailed      = 7 // the service worked and the work failed
	exitPolicy      = 8 // the connection's policy refuses the action
	exitInterrupted = 130
)

// usageError is a mistake on the command line.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// silentError ends a command with exit code 1 after it has said all there is to say.
var errSilent = errors.New("reported already")

func unknownCommand(cmd *cobra.Command, name string) error {
	if _, ok := connector.Builtin().Lookup(name); ok && !cmd.HasParent() {
		return usagef("%s is an action; run it with: actionctl run %s", name, name)
	}
	var known []string
	for _, c := range cmd.Commands() {
		known = append(known, c.Name())
	}
	return usagef("unknown command %q%s; see: %s --help", name, spelling.DidYouMean(name, known), cmd.CommandPath())
}

// exitCode is the exit code that an error means.
func exitCode(ctx context.Context, err error) int {
	var api *connector.APIError
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case ctx.Err() != nil, errors.Is(err, terminal.ErrInterrupted):
		return exitInterrupted
	case errors.As(err, &usage), errors.Is(err, connector.ErrInvalid),
		errors.Is(err, connector.ErrUnknownAction), errors.Is(err, connector.ErrUnknownConnection),
		errors.Is(err, connector.ErrHandle), errors.Is(err, connector.ErrNoWait):
		return exitUsage
	case errors.Is(err, connector.ErrRefused):
		return exitPolicy
	case errors.Is(err, context.DeadlineExceeded):
		return exitDeadline
	case errors.Is(err, connector.ErrFailed):
		return exitFailed
	case errors.As(err, &api):
		return exitOfStatus(api.Status)
	}
	return exitLocal
}

func exitOfStatus(status int) int {
	switch status / 100 {
	case 3:
		return exitRedirect
	case 4:
		return exitClient
	case 5:
		return exitServer
	}
	return exitLocal
}

// wantsJSON tells whether -o json was given, from the arguments as they are: mistakes
// among the flags are found before the command has its own.
func wantsJSON(args []string) bool {
	format := ""
	for i, arg := range args {
		if arg == "--" {
			break
		}
		name, value, given := strings.Cut(arg, "=")
		switch {
		case (name == "-o" || name == "--output") && given:
			format = value
		case name == "-o" || name == "--output":
			format = strings.Join(args[i+1:min(i+2, len(args))], "")
		case strings.HasPrefix(arg, "-o"):
			format = arg[len("-o"):]
		}
	}
	return format == "json"
}
