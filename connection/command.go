package connection

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"
)

// How long a program may take to print a secret, and how long its children may keep
// its output open after it has ended.
const (
	commandTimeout = time.Minute
	commandGrace   = 2 * time.Second
)

// splitWords splits a command line at blanks. '…' and "…" hold blanks together;
// there is no other syntax: no variables, no escapes, no pipes, because no shell
// runs it.
func splitWords(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	var quote rune
	open := false // a word has begun
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, open = r, true
		case r == ' ' || r == '\t' || r == '\n':
			if open {
				words = append(words, word.String())
				word.Reset()
				open = false
			}
		default:
			word.WriteRune(r)
			open = true
		}
	}
	if quote != 0 {
		return nil, errors.New("a quotation mark is not closed")
	}
	if open {
		words = append(words, word.String())
	}
	if len(words) == 0 || words[0] == "" {
		return nil, errors.New("wants a program and its arguments, such as command:op read op://vault/prod/token")
	}
	return words, nil
}

// output runs a program without a shell, in the environment of the process and extra,
// and returns what it printed. The error shows neither its arguments nor its stderr:
// both may hold secrets.
func output(ctx context.Context, words, extra []string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, commandTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.WaitDelay = commandGrace
	cmd.Env = append(cmd.Environ(), extra...)
	var out limited
	cmd.Stdout = &out
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("%s did not end: %w", words[0], context.Cause(ctx))
	case out.over:
		return nil, fmt.Errorf("%s printed more than %d KiB", words[0], maxSecret>>10)
	case errors.As(err, &exit):
		return nil, &exitStatus{words[0], exit.ExitCode()}
	case errors.Is(err, exec.ErrNotFound):
		return nil, fmt.Errorf("%s: %w", words[0], exec.ErrNotFound)
	case err != nil:
		return nil, fmt.Errorf("%s cannot be run: %w", words[0], bareFileError(err))
	}
	return out.buf.Bytes(), nil
}

// exitStatus is the error of a program that ended with failure.
type exitStatus struct {
	program string
	code    int
}

func (e *exitStatus) Error() string {
	return fmt.Sprintf("%s ended with exit status %d; run it by hand to see why", e.program, e.code)
}

// limited keeps no more than a secret may have. It does not embed the buffer, whose
// ReadFrom would go round the limit.
type limited struct {
	buf  bytes.Buffer
	over bool
}

func (l *limited) Write(p []byte) (int, error) {
	if room := maxSecret - l.buf.Len(); len(p) > room {
		l.over = true
		l.buf.Write(p[:room])
		return room, io.ErrShortWrite // ends the program, which may never stop printing
	}
	return l.buf.Write(p)
}
