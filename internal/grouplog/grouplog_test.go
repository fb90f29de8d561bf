package grouplog_test

import (
	"errors"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/internal/grouplog"
)

func letter(s string) func([]byte) []byte {
	return func(lines []byte) []byte {
		if len(lines) == 0 {
			s = strings.ToUpper(s)
		}
		return append(lines, s...)
	}
}

// Whoever comes while the disk is busy shares the next write, and nobody returns before
// his own line was written.
func TestWritesAreShared(t *testing.T) {
	const writers = 100
	turn, writing := make(chan struct{}), make(chan struct{})
	var written []string
	var durable []bool
	l := grouplog.New(func(lines []byte, d bool) error {
		writing <- struct{}{}
		<-turn
		written, durable = append(written, string(lines)), append(durable, d)
		return nil
	})
	returned := make(chan struct{}, writers)
	add := func(durable bool) {
		assert.NoError(t, l.Append(durable, letter("x")))
		returned <- struct{}{}
	}
	go add(false)
	<-writing
	for i := range writers - 1 {
		go add(i == writers/2)
	}
	for l.Gathered() < writers-1 {
		runtime.Gosched()
	}
	assert.Empty(t, returned)
	turn <- struct{}{}
	<-writing
	<-returned // the first had the disk for itself
	assert.Empty(t, returned)
	turn <- struct{}{}
	for range writers - 1 {
		<-returned
	}
	assert.Equal(t, []string{"X", "X" + strings.Repeat("x", writers-2)}, written)
	assert.Equal(t, []bool{false, true}, durable, "one who needs the flush is enough")
	assert.Zero(t, l.Gathered())
}

// All of a write learn of its error, and the next write is tried.
func TestErrorsAreShared(t *testing.T) {
	broken := errors.New("no space")
	turn, writing := make(chan struct{}), make(chan struct{})
	answers := []error{nil, broken, nil}
	l := grouplog.New(func([]byte, bool) error {
		writing <- struct{}{}
		<-turn
		err := answers[0]
		answers = answers[1:]
		return err
	})
	first, rest := make(chan error), make(chan error)
	go func() { first <- l.Append(true, letter("a")) }()
	<-writing
	for range 2 {
		go func() { rest <- l.Append(true, letter("b")) }()
	}
	for l.Gathered() < 2 {
		runtime.Gosched()
	}
	turn <- struct{}{}
	assert.NoError(t, <-first)
	<-writing
	turn <- struct{}{}
	for range 2 {
		assert.ErrorIs(t, <-rest, broken)
	}
	go func() { <-writing; turn <- struct{}{} }()
	assert.NoError(t, l.Append(true, letter("c")))
}
