//go:build slow

package slow

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	connector "github.com/actionctl/connector"
)

const (
	getFile = "get_api_2_0_fs_filesby_file_path"
	putFile = "put_api_2_0_fs_filesby_file_path"
	fileEnv = "ACTIONCTL_SLOW_FILE"
)

// download is a client that reads a file and says on standard output what it got.
func download() error {
	return measured(func(c *counter) error {
		res, err := connector.RunAction(context.Background(), "env", getFile, params(nil))
		if err != nil {
			return err
		}
		defer func() { _ = res.Close() }()
		_, err = io.Copy(c, res.Stream)
		return err
	})
}

// upload is a client that sends a file; with a reader that cannot seek where the
// name says so.
func upload() error {
	return measured(func(c *counter) error {
		var data io.Reader = &pattern{size: size}
		if _, chunked := os.LookupEnv("ACTIONCTL_SLOW_CHUNKED"); chunked {
			data = io.TeeReader(data, c)
		} else if _, err := io.Copy(c, &pattern{size: size}); err != nil {
			return err
		}
		_, err := connector.RunAction(context.Background(), "env", putFile, params(map[string]any{"data": data}))
		return err
	})
}

func params(more map[string]any) map[string]any {
	all := map[string]any{"file_path": os.Getenv(fileEnv)}
	for name, v := range more {
		all[name] = v
	}
	return all
}

// measured runs a transfer after a small call has made everything that is made once.
func measured(transfer func(*counter) error) error {
	res, err := connector.RunAction(context.Background(), "env", getFile,
		map[string]any{"file_path": "/Volumes/a/b/c/whole", "Range": "bytes=0-9"})
	if err != nil {
		return err
	}
	if _, err := res.Data(); err != nil {
		return err
	}
	before := peak()
	c := newCounter()
	if err := transfer(c); err != nil {
		return err
	}
	s := c.seen()
	s.Extra = peak() - before
	return json.NewEncoder(os.Stdout).Encode(s)
}

// peak is the most memory that this process has had: resident where Linux tells it.
// What getrusage tells would begin with that of the process which started this one.
func peak() int64 {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		var kib int64
		if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kib); err == nil {
			return kib << 10
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys)
}
