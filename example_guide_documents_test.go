package connector_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http/httptest"
	"os"
	"time"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/batch"
	"github.com/actionctl/connector/sandbox"
)

// A list with a bound on its items.
func ExampleConnector_Items_limits() {
	c, ctx := sandboxed(), context.Background()
	use := func(item any) { fmt.Println(item) }
	show := func() error {
		for item, err := range c.Items(ctx, connector.Call{
			Connection: "prod",
			Action:     "get_api_2_1_clusters_list",
			List:       connector.ListOptions{MaxItems: 1000},
		}) {
			if err != nil {
				return err
			}
			use(item)
		}
		return nil
	}
	log.Println(show())
}

// Waiting that ends before the work leaves a handle to go on with.
func ExampleConnector_Wait_handle() {
	c, ctx := sandboxed(), context.Background()
	var call connector.Call
	save := func(handle string) { fmt.Println(handle) }
	use := func(resource any) { fmt.Println(resource) }

	done, err := c.Wait(ctx, call, connector.WaitOptions{Timeout: time.Hour, AbortOnCancel: true})
	var stopped *connector.WaitError
	switch {
	case errors.Is(err, connector.ErrFailed): // the work failed; a *WaitError has the resource and the parts
	case errors.As(err, &stopped):
		save(stopped.Handle.String()) // ParseHandle and WaitFor go on
	case err == nil:
		use(done.Resource)
	}
}

// The sandbox in-process and behind a socket.
func Example_sandbox() {
	box, err := sandbox.Open(sandbox.Config{
		Registry: connector.Builtin(),
		Seeds:    -1,                                                                  // begin empty
		Polls:    2,                                                                   // reads that a state lasts; less than 0: done at once
		Outcomes: map[string]string{"post_api_2_2_jobs_run_now": "TERMINATED/FAILED"}, // how work ends
		Faults:   []sandbox.Fault{{Kind: "503", Times: 2}},
	})
	conn := box.Connection()          // in-process
	server := httptest.NewServer(box) // over a real one; send sandbox.Token
	defer server.Close()
	log.Println(conn.Host, server.URL, err)
}

// A batch from standard input, remembered in a file.
func ExampleConnector_RunBatch_journal() {
	c, ctx := sandboxed(), context.Background()
	run := func() error {
		journal, err := batch.OpenJournal("nightly.journal")
		if err != nil {
			return err
		}
		defer journal.Close() //nolint:errcheck // what it was told is durable before
		in := batch.NewReader(os.Stdin)
		for r := range c.RunBatch(ctx, in.Calls(), connector.BatchOptions{Concurrency: 32, Journal: journal}) {
			if r.Outcome == connector.BatchUnknown {
				log.Printf("look after %s: %v", r.ID, r.Err)
			}
		}
		return in.Err()
	}
	log.Println(run())
}
