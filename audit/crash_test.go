package audit_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/connection"
)

// crashPath is the audit of another process that deletes a job and is never answered.
const crashPath = "AUDIT_TEST_CRASH"

// hanging is a service that says that it was reached, and then nothing.
type hanging struct{}

func (hanging) RoundTrip(r *http.Request) (*http.Response, error) {
	fmt.Println("sent")
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func callAndHang(path string) int {
	f, err := audit.Open(path, audit.Options{})
	if err == nil {
		var c *connector.Connector
		c, err = connector.Open(connector.Config{
			Connections: map[string]connection.Connection{"w": {Host: "https://w.example", Transport: hanging{}, Auth: connection.StaticToken("t")}},
			Audit:       connector.Audit{To: f, Mode: audit.StrictMutations},
		})
		if err == nil {
			_, err = c.RunAction(context.Background(), "w", "post_api_2_2_jobs_delete", map[string]any{"data": map[string]any{"job_id": 7}})
		}
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// A program that is killed while the service acts leaves the beginning of the call:
// nobody knows what became of it, but that it was made is known.
func TestAProgramIsKilledDuringACall(t *testing.T) {
	path := pathIn(t)
	program, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), crashPath+"="+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	said, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "sent\n", said)
	require.NoError(t, cmd.Process.Kill())
	_, _ = io.Copy(io.Discard, out)
	require.Error(t, cmd.Wait())

	var open []audit.Record
	for r, err := range audit.Read(path, audit.Filter{Open: true}) {
		require.NoError(t, err)
		open = append(open, r)
	}
	require.Len(t, open, 1)
	assert.Equal(t, []string{audit.Begin, "w", "post_api_2_2_jobs_delete", "destructive"}, []string{open[0].Phase, open[0].Connection, open[0].Action, open[0].Safety})
	assert.Len(t, all(t, path), 1)
}
