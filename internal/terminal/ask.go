package terminal

import (
	"context"
	"errors"
	"io"
	"os"
	"unicode/utf8"

	"golang.org/x/term"
)

// maxAnswer bounds what is read of one answer.
const maxAnswer = 1 << 20

var errLongAnswer = errors.New("the answer is too long; give it as a file")

// ReadLine reads one line that a person types, byte by byte, so that what follows is
// left to others. The end of the input instead of a line is io.EOF. The end of ctx ends
// it: reading itself cannot be broken off, only left behind.
func ReadLine(ctx context.Context, in io.Reader) (string, error) {
	return Await(ctx, func() (string, error) { return readLine(in) })
}

func readLine(in io.Reader) (string, error) {
	var line []byte
	var c [1]byte
	for len(line) < maxAnswer {
		n, err := in.Read(c[:])
		switch {
		case n > 0 && c[0] == '\n':
			return string(line), nil
		case n > 0:
			line = append(line, c[0])
		case errors.Is(err, io.EOF) && len(line) > 0:
			return string(line), nil
		case err != nil:
			return "", err
		}
	}
	return "", errLongAnswer
}

// ErrInterrupted is a Ctrl-C where the terminal makes no signal of it.
var ErrInterrupted = errors.New("interrupted")

// ReadSecret is ReadLine for what must not be seen: in is a terminal, which shows
// nothing of it. show is called once it hides what is typed. However it ends, the
// terminal shows again what is typed next. Ctrl-C is ErrInterrupted.
func ReadSecret(ctx context.Context, in *os.File, show func()) (string, error) {
	// raw at once, and not by term.ReadPassword: that hides later, perhaps after the
	// terminal was set back
	before, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return "", err
	}
	defer func() { _ = term.Restore(int(in.Fd()), before) }()
	show()
	return Await(ctx, func() (string, error) { return readRaw(in) })
}

// The keys that do something in a raw terminal.
const (
	keyInterrupt = 0x03
	keyEnd       = 0x04
	keyBack      = 0x08
	keyKill      = 0x15
	keyDelete    = 0x7f
)

// readRaw reads a line from a terminal that does nothing for it.
func readRaw(in io.Reader) (string, error) {
	var line []byte
	var c [1]byte
	for len(line) < maxAnswer {
		if _, err := io.ReadFull(in, c[:]); err != nil {
			return "", err
		}
		switch c[0] {
		case '\r', '\n':
			return string(line), nil
		case keyInterrupt:
			return "", ErrInterrupted
		case keyEnd:
			if len(line) == 0 {
				return "", io.EOF
			}
		case keyKill:
			line = nil
		case keyBack, keyDelete:
			_, size := utf8.DecodeLastRune(line)
			line = line[:len(line)-size]
		default:
			line = append(line, c[0])
		}
	}
	return "", errLongAnswer
}

// Await is what read returns, unless ctx ends first: then it is the cause of that, and
// read, which waits for somebody who keeps silent, is left behind.
func Await[T any](ctx context.Context, read func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	done := make(chan answer, 1)
	go func() {
		value, err := read()
		done <- answer{value, err}
	}()
	select {
	case a := <-done:
		return a.value, a.err
	case <-ctx.Done():
		var none T
		return none, context.Cause(ctx)
	}
}

// File is the file behind a stream, also behind a writer of Live.Above, for a program
// that takes the whole screen; nil when there is none.
func File(stream any) *os.File { return file(stream) }
