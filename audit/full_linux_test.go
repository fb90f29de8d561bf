package audit_test

import (
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/audit"
)

// When there is no room, a record is taken whole or not at all, and the program is told.
func TestNoRoom(t *testing.T) {
	path := pathIn(t)
	for round := range 2 { // the second begins where there is no room
		cmd := another(t, path, round*100, 100)
		cmd.Env = append(cmd.Env, writerMax+"=-1")
		cmd.Path, cmd.Args = "/bin/sh", []string{"sh", "-c", "ulimit -f 1 && exec \"$0\"", cmd.Path}
		out, err := cmd.Output()
		var exit *exec.ExitError
		require.ErrorAs(t, err, &exit, "records were left out, and it says so at its end")
		assert.Contains(t, string(exit.Stderr), "file too large")
		info, err := os.Stat(path)
		require.NoError(t, err)
		assert.LessOrEqual(t, info.Size(), int64(1024))
		var told string
		for _, call := range all(t, path) {
			told += call + "\n"
		}
		if round == 0 {
			assert.NotEmpty(t, out)
			assert.Len(t, out, len(told), "what it was told is written, and no more")
			continue
		}
		assert.Empty(t, out)
	}
}

// On a full disk nothing is half there, and what comes after it was cleared is written.
func TestAFullDisk(t *testing.T) {
	folder := t.TempDir()
	if err := mountSmall(folder); err != nil {
		t.Skipf("mounting a disk of 64 KiB needs rights that this process lacks: %v", err)
	}
	t.Cleanup(func() { assert.NoError(t, exec.Command("umount", folder).Run()) })
	path := folder + "/audit.jsonl"
	require.NoError(t, os.WriteFile(folder+"/ballast", make([]byte, 48<<10), 0o600))
	f := open(t, path, audit.Options{})
	n := 0
	for f.Write(t.Context(), record(n), true) == nil {
		n++
		require.Less(t, n, 1000)
	}
	assert.Equal(t, numbered(0, n), all(t, path))
	assert.ErrorContains(t, f.Err(), "no space left on device")
	assert.ErrorContains(t, f.Check(), "no space left on device")
	require.NoError(t, os.Remove(folder+"/ballast"))
	require.NoError(t, f.Check())
	write(t, f, record(n))
	assert.Equal(t, numbered(0, n+1), all(t, path))
	require.NoError(t, f.Close())
}

func mountSmall(folder string) error {
	out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}
