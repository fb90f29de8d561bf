package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/spelling"
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
	var known []string
	for _, c := range cmd.Commands() {
		known = append(known, c.Name())
	}
	return usagef("unknown command %q%s; see: actionctl --help", name, spelling.DidYouMean(name, known))
}

// exitCode is the exit code that an error means.
func exitCode(ctx context.Context, err error) int {
	var api *connector.APIError
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case ctx.Err() != nil:
		return exitInterrupted
	case errors.As(err, &usage), errors.Is(err, connector.ErrInvalid),
		errors.Is(err, connector.ErrUnknownAction), errors.Is(err, connector.ErrUnknownConnection):
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

// report prints the error, if any, and returns the exit code.
func (a *app) report(ctx context.Context, err error) int {
	code := exitCode(ctx, err)
	if err == nil || errors.Is(err, errSilent) {
		return code
	}
	o := connector.NewErrorObject(err, a.call)
	var usage usageError
	if errors.As(err, &usage) {
		o.Code, o.Category = "USAGE", connector.CategoryUsage
	}
	if a.errorJSON {
		printErrorJSON(a.Err, o)
	} else {
		printErrorText(a.Err, err, o)
	}
	return code
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

func printErrorJSON(w io.Writer, o connector.ErrorObject) {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(o) // there is nowhere left to report a failure of stderr
}

func printErrorText(w io.Writer, err error, o connector.ErrorObject) {
	lines := []string{"actionctl: " + err.Error()}
	var api *connector.APIError
	if errors.As(err, &api) {
		for _, v := range api.Violations() {
			lines = append(lines, "  "+v)
		}
		if reason := api.Reason(); reason != "" {
			lines = append(lines, "reason: "+reason)
		}
		for _, h := range api.Help() {
			lines = append(lines, "help: "+h)
		}
	}
	if o.Hint != "" {
		lines = append(lines, "hint: "+o.Hint)
	}
	fmt.Fprintln(w, strings.Join(lines, "\n"))
}
