package connector_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
)

// Calls are written down, and read again.
func ExampleConfig_audit() {
	folder, err := os.MkdirTemp("", "audit")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(folder) }()
	path := filepath.Join(folder, "audit.jsonl")
	if err := writtenDown(context.Background(), path); err != nil {
		fmt.Println(err)
	}
	if err := readAgain(path); err != nil {
		fmt.Println(err)
	}
	// Output:
	// refused nightly get_api_2_2_jobs_get UNKNOWN_CONNECTION
}

func writtenDown(ctx context.Context, path string) error {
	file, err := audit.Open(path, audit.Options{MaxBytes: 16 << 20, Keep: 10})
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // Err tells the same
	c, err := connector.Open(connector.Config{Audit: connector.Audit{To: file, Mode: audit.Strict}})
	if err != nil {
		return err
	}
	ctx = connector.WithCaller(ctx, audit.Caller{Front: audit.Library, Name: "nightly"})
	if _, err := c.RunAction(ctx, "sandbox", "get_api_2_2_jobs_get", nil); err == nil {
		return fmt.Errorf("there is no connection of this name, and it worked")
	}
	return file.Err()
}

func readAgain(path string) error {
	for r, err := range audit.Read(path, audit.Filter{Connection: "sandbox", Failed: true}) {
		if err != nil {
			return err
		}
		fmt.Println(r.Phase, r.Caller.Name, r.Action, r.Error)
	}
	return nil
}
