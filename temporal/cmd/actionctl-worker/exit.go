package main

import (
	"context"
	"errors"
	"fmt"
)

// The exit codes are those of actionctl.
const (
	exitOK          = 0
	exitLocal       = 1 // something on this side failed
	exitUsage       = 2
	exitInterrupted = 130 // not all that ran has ended
)

// usageError is a mistake on the command line.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// errCut is what errors.Is finds when calls were cut off.
var errCut = errors.New("the worker ended before all activities had")

func exitCode(ctx context.Context, err error) int {
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &usage):
		return exitUsage
	case ctx.Err() != nil, errors.Is(err, errCut):
		return exitInterrupted
	}
	return exitLocal
}
