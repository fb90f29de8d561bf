package audit_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/audit"
)

// Another process of this program writes into the file of the first variable.
const (
	writerPath  = "AUDIT_TEST_WRITER"
	writerFrom  = "AUDIT_TEST_FROM"
	writerCount = "AUDIT_TEST_COUNT"
	writerMax   = "AUDIT_TEST_MAX"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(writerPath); path != "" {
		os.Exit(writeAsAnother(path))
	}
	if path := os.Getenv(crashPath); path != "" {
		os.Exit(callAndHang(path))
	}
	os.Exit(m.Run())
}

// writeAsAnother writes records from two goroutines and says on standard output which of
// them the file has taken.
func writeAsAnother(path string) int {
	from, _ := strconv.Atoi(os.Getenv(writerFrom))
	count, _ := strconv.Atoi(os.Getenv(writerCount))
	limit, err := strconv.ParseInt(os.Getenv(writerMax), 10, 64)
	if err != nil {
		limit = threeLines
	}
	f, err := audit.Open(path, audit.Options{MaxBytes: limit})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	var both sync.WaitGroup
	for half := range 2 {
		both.Go(func() {
			for n := from + half; n < from+count; n += 2 {
				if f.Write(context.Background(), record(n), n%10 == 0) == nil {
					fmt.Println(record(n).Call)
				}
			}
		})
	}
	both.Wait()
	if err := f.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// another starts a process that writes count records.
func another(t *testing.T, path string, from, count int) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), writerPath+"="+path, fmt.Sprintf("%s=%d", writerFrom, from), fmt.Sprintf("%s=%d", writerCount, count))
	return cmd
}

// Two programs write into one file and put it aside under each other, and a third one
// reads meanwhile: no record is lost, none is there twice, no line is cut.
func TestProcessesShareAFile(t *testing.T) {
	const each = 200
	path := pathIn(t)
	var both sync.WaitGroup
	for i := range 2 {
		cmd := another(t, path, i*each, each)
		cmd.Stderr = os.Stderr
		both.Go(func() { assert.NoError(t, cmd.Run()) })
	}
	ended := make(chan struct{})
	followed := make(chan []string)
	go func() {
		looks := 0
		calls, notes := callsOf(t, audit.Follow(path, audit.Filter{}, func() error {
			select {
			case <-ended:
				if looks++; looks > 1 { // there was nothing more after the end
					return errors.New("enough")
				}
			default:
			}
			return nil
		}))
		assert.Empty(t, notes)
		followed <- calls
	}()
	both.Wait()
	close(ended)
	read := all(t, path)
	assert.Equal(t, read, <-followed)
	slices.Sort(read)
	assert.Equal(t, numbered(0, 2*each), read)
	assert.Greater(t, strings.Count(filesBeside(t, path), "audit.jsonl."), 100)
}

// A program that is killed while it writes takes none of the records with it that it was
// told are written, and does not keep others from writing.
func TestProcessesAreKilled(t *testing.T) {
	path := pathIn(t)
	written := map[string]bool{}
	for round := range 5 {
		cmd := another(t, path, round*100_000, 100_000)
		out, err := cmd.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		buf, text := make([]byte, 1024), ""
		for strings.Count(text, "\n") < 40 {
			n, err := out.Read(buf)
			require.NoError(t, err)
			text += string(buf[:n])
		}
		require.NoError(t, cmd.Process.Kill())
		assert.Error(t, cmd.Wait(), "it was far from its end")
		for line := range strings.Lines(text) {
			if call, whole := strings.CutSuffix(line, "\n"); whole {
				written[call] = true
			}
		}
		write(t, open(t, path, audit.Options{}), record(-1-round))
		written[record(-1-round).Call] = true
	}
	calls, notes := callsOf(t, audit.Read(path, audit.Filter{}))
	seen := map[string]bool{}
	for _, call := range calls {
		assert.False(t, seen[call], "%s is there twice", call)
		seen[call] = true
	}
	for call := range written {
		assert.True(t, seen[call], "%s is lost", call)
	}
	assert.LessOrEqual(t, len(notes), 5, "at most the line that each was writing is cut: %v", notes)
}
