package activities

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/objects"
)

// watchful is a store whose objects can be read as long as the context that opened them.
type watchful struct{ objects.Store }

func (s watchful) Open(ctx context.Context, o contract.Object, offset int64) (io.ReadCloser, error) {
	r, err := s.Store.Open(ctx, o, offset)
	return whileAlive{r, ctx}, err
}

type whileAlive struct {
	io.ReadCloser
	ctx context.Context
}

func (r whileAlive) Read(p []byte) (int, error) {
	if r.ctx.Err() != nil {
		return 0, r.ctx.Err()
	}
	return r.ReadCloser.Read(p)
}

// before does something before a request goes on.
type before struct {
	http.RoundTripper
	do func()
}

func (b before) RoundTrip(r *http.Request) (*http.Response, error) {
	b.do()
	return b.RoundTripper.RoundTrip(r)
}

// An upload that is on its way is finished when the activity is cancelled, and its body
// with it.
func TestCancelWhileUploading(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, stores := storeFor(t)
		o, err := store.Put(t.Context(), "test", strings.NewReader("bytes"), "text/plain")
		require.NoError(t, err)
		ctx, cancel := cancelling(t)
		w := answering(200, `{}`, "application/json")
		a := on(t, before{w, func() { cancel(); synctest.Wait() }}, stores)
		a.Objects = watchful{store}
		s := temporalService{ctx: ctx}
		input := `{"action":"put_api_2_0_fs_filesby_file_path","params":{"file_path":"/Volumes/x"},"body":{"uri":%q,"size":%d,"sha256":%q}}`
		require.NoError(t, s.run(t, a, contract.RunAction, fmt.Sprintf(input, o.URI, o.Size, o.SHA256), nil))
		assert.Equal(t, []string{"bytes"}, w.sent)
	})
}
