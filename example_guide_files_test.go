package connector_test

import (
	"context"
	"io"
	"io/fs"
	"log"
	"os"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// A file goes up and comes down as a stream.
func ExampleConnector_RunAction_files() {
	c, ctx := sandboxed(), context.Background()
	copyOver := func() error {
		file, err := os.Open("people.csv")
		if err != nil {
			return err
		}
		defer file.Close() //nolint:errcheck // it is only read
		_, err = c.RunAction(ctx, "prod", "put_api_2_0_fs_filesby_file_path", map[string]any{
			"file_path": "/Volumes/main/default/raw/people.csv",
			"overwrite": true,
			"data":      file,
		})
		if err != nil {
			return err
		}

		res, err := c.RunAction(ctx, "prod", "get_api_2_0_fs_filesby_file_path", map[string]any{
			"file_path": "/Volumes/main/default/raw/people.csv",
		})
		if err != nil {
			return err
		}
		defer res.Stream.Close() //nolint:errcheck // it is only read
		_, err = io.Copy(os.Stdout, res.Stream)
		return err
	}
	if err := copyOver(); err != nil {
		log.Fatal(err)
	}
}

// Descriptors of one's own are a file system: a folder, or one that is embedded.
func ExampleConfig_folder() {
	c, err := connector.Open(connector.Config{Actions: []fs.FS{os.DirFS("my-actions")}})
	if err != nil {
		log.Fatal(err)
	}
	log.Println(c.Registry().Len())
}

// A policy is a field of the connection.
func ExampleConfig_policy() {
	token := os.Getenv("MY_TOKEN")
	conn := connection.Connection{
		Host: "https://my.cloud.databricks.com",
		Auth: connection.StaticToken(token),
		Policy: connection.Policy{
			Mode:    connection.Safe,
			Allow:   []string{"post_*_jobs_run_now"},
			Deny:    []string{"*_secrets_*"},
			Confirm: []string{"cost"},
		},
	}
	log.Println(conn.Policy.Validate())
}
