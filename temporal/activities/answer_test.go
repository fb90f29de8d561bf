package activities

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/objects"
)

const (
	download = `{"action":"get_api_2_0_fs_filesby_file_path","params":{"file_path":"/Volumes/m/d/v/x"}}`
	query    = `{"action":"post_serving_endpoints_by_name_invocations","params":{"name":"e","data":{"stream":true,"prompt":"p"}}%s}`
)

// storeFor gives a worker a store of objects, and small results.
func storeFor(t *testing.T) (objects.Store, func(*Options)) {
	t.Helper()
	store, err := objects.NewDirectory(t.TempDir())
	require.NoError(t, err)
	return store, func(o *Options) { o.Objects, o.MaxPayload = store, smallestMaxPayload }
}

func contentOf(t *testing.T, store objects.Store, o *contract.Object) string {
	t.Helper()
	require.NotNil(t, o)
	text, err := objects.ReadAll(t.Context(), store, *o, 1<<30)
	require.NoError(t, err)
	return string(text)
}

func answering(status int, body, typ string) *workspace {
	return &workspace{answer: func(*http.Request) (*http.Response, error) { return says(status, body, "Content-Type", typ) }}
}

func TestLargeAnswerToAnObject(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, stores := storeFor(t)
		large := `{"clusters":[{"cluster_id":"` + strings.Repeat("x", smallestMaxPayload) + `"}]}`
		var s temporalService
		var r contract.Result
		require.NoError(t, s.run(t, on(t, answering(200, large, "application/json"), stores), contract.RunAction, listClusters, &r))
		assert.Equal(t, "null", string(r.Data))
		assert.Equal(t, large, contentOf(t, store, r.Object))
		assert.Equal(t, "application/json", r.Object.Type)

		small := `{"clusters":[]}`
		wanted := `{"action":"get_api_2_1_clusters_list","answer":"object"}`
		require.NoError(t, s.run(t, on(t, answering(200, small, "application/json"), stores), contract.RunAction, wanted, &r))
		assert.Equal(t, small, contentOf(t, store, r.Object))
	})
}

// What encoding/json makes longer counts as it will be.
func TestEscapesCount(t *testing.T) {
	a := &Activities{Options{MaxPayload: 12}}
	assert.True(t, a.fits([]byte(`"0123456789"`)))
	assert.False(t, a.fits([]byte(`"01234567<"`)))
	all := json.RawMessage("\"<>& \u2028 \u2029 ü\"")
	text, err := json.Marshal(all)
	require.NoError(t, err)
	assert.Equal(t, len(text), escaped(all))
}

// Without a store a large answer is an error. Where the call did something it says so, and
// is not made again.
func TestLargeAnswerWithoutAStore(t *testing.T) {
	large := `{"cluster_id":"` + strings.Repeat("x", smallestMaxPayload) + `"}`
	for name, input := range map[string]string{"reads": listClusters, "acts": createCluster} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := answering(200, large, "application/json")
				var s temporalService
				_, o := refusal(t, s.run(t, on(t, w, func(o *Options) { o.MaxPayload = smallestMaxPayload }), contract.RunAction, input, nil))
				assert.Equal(t, "ANSWER_TOO_LARGE", o.Code)
				assert.False(t, o.Retryable)
				assert.Equal(t, 200, o.Status)
				assert.Equal(t, "r-1", o.RequestID)
				assert.Contains(t, o.Message, "was carried out (status 200), but: ")
				assert.Contains(t, o.Message, fmt.Sprintf("it has %d bytes, and a result of this worker at most %d", len(large), smallestMaxPayload))
				assert.Contains(t, o.Hint, "store of objects")
				assert.Len(t, w.asked, 1)
			})
		})
	}
}

func TestBytesToAnObject(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, stores := storeFor(t)
		var s temporalService
		var r contract.Result
		require.NoError(t, s.run(t, on(t, answering(200, "a,b\n", "text/csv; charset=utf-8"), stores), contract.RunAction, download, &r))
		assert.Equal(t, "a,b\n", contentOf(t, store, r.Object))
		assert.Equal(t, "text/csv", r.Object.Type)
		assert.Equal(t, "text/csv; charset=utf-8", r.Headers["content-type"])

		_, o := refusal(t, s.run(t, on(t, answering(200, "a,b\n", "text/csv")), contract.RunAction, download, nil))
		assert.Equal(t, "NO_OBJECTS", o.Code)
	})
}

func TestEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, stores := storeFor(t)
		stream := "data: {\"a\":\ndata: 1}\n\ndata: two\n\ndata: [DONE]\n\n"
		var s temporalService
		var r contract.Result
		require.NoError(t, s.run(t, on(t, answering(200, stream, "text/event-stream"), stores), contract.RunAction, fmt.Sprintf(query, ""), &r))
		assert.JSONEq(t, `[{"a":1},"two"]`, string(r.Data))
		assert.Nil(t, r.Object)

		s = temporalService{}
		require.NoError(t, s.run(t, on(t, answering(200, stream, "text/event-stream"), stores), contract.RunAction, fmt.Sprintf(query, `,"answer":"object"`), &r))
		assert.Equal(t, "{\"a\":1}\n\"two\"\n", contentOf(t, store, r.Object))
		assert.Equal(t, 2, r.Object.Count)
		assert.Equal(t, "application/jsonl", r.Object.Type)

		s = temporalService{}
		many := strings.Repeat("data: {\"token\":\"abcdefgh\"}\n\n", smallestMaxPayload/16)
		require.NoError(t, s.run(t, on(t, answering(200, many, "text/event-stream"), stores), contract.RunAction, fmt.Sprintf(query, ""), &r))
		assert.Equal(t, smallestMaxPayload/16, r.Object.Count)
		assert.Equal(t, strings.Repeat("{\"token\":\"abcdefgh\"}\n", smallestMaxPayload/16), contentOf(t, store, r.Object))

		s = temporalService{}
		_, o := refusal(t, s.run(t, on(t, answering(200, "data: {\"a\":1}\n\ndata: {", "text/event-stream"), stores), contract.RunAction, fmt.Sprintf(query, ""), nil))
		assert.False(t, o.Retryable, "the query was billed")
		assert.Contains(t, o.Message, "was carried out (status 200), but: ")
	})
}

func TestNoEventsAreAnEmptyList(t *testing.T) {
	assert.Equal(t, "[]", string(listOf(nil)))
	assert.Equal(t, "[1,2]", string(listOf([]byte("1\n2\n"))))
}

// broken is a store that stores nothing.
type broken struct{ objects.Store }

func (broken) Put(_ context.Context, _ string, r io.Reader, _ string) (contract.Object, error) {
	_, _ = io.Copy(io.Discard, r)
	return contract.Object{}, errBroken
}

func TestAnswerThatCannotBeStored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s temporalService
		_, o := refusal(t, s.run(t, on(t, answering(200, "x", "text/csv"), func(o *Options) { o.Objects = broken{} }), contract.RunAction, download, nil))
		assert.Equal(t, "STORE_FAILED", o.Code)
		assert.True(t, o.Retryable, "it only reads")
		_, o = refusal(t, s.run(t, on(t, answering(200, `{}`, "application/json"), func(o *Options) { o.Objects = broken{} }), contract.RunAction,
			strings.Replace(createCluster, `{`, `{"answer":"object",`, 1), nil))
		assert.Equal(t, "STORE_FAILED", o.Code)
		assert.False(t, o.Retryable, "the cluster is there")
	})
}

func TestBodyFromAnObject(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, stores := storeFor(t)
		w := answering(200, `{}`, "application/json")
		a := on(t, w, stores)
		put := func(text string) string {
			o, err := store.Put(t.Context(), "test", strings.NewReader(text), "application/json")
			require.NoError(t, err)
			return fmt.Sprintf(`{"uri":%q,"size":%d,"sha256":%q}`, o.URI, o.Size, o.SHA256)
		}
		var s temporalService
		upload := `{"action":"put_api_2_0_fs_filesby_file_path","params":{"file_path":"/Volumes/x"},"body":%s}`
		require.NoError(t, s.run(t, a, contract.RunAction, fmt.Sprintf(upload, put("bytes \x00")), nil))
		assert.Equal(t, "bytes \x00", w.sent[0])

		create := `{"action":"post_api_2_2_jobs_run_now","body":%s}`
		require.NoError(t, s.run(t, a, contract.RunAction, fmt.Sprintf(create, put(`{"job_id":12345678901234567}`)), nil))
		assert.Contains(t, w.sent[1], `"job_id":12345678901234567`)

		_, o := refusal(t, s.run(t, a, contract.RunAction, fmt.Sprintf(create, put(`{"job_id":`)), nil))
		assert.Equal(t, "BAD_BODY", o.Code)
		assert.Equal(t, connector.CategoryValidation, o.Category)
		foreign := `{"uri":"file:///etc/passwd","size":1,"sha256":"00"}`
		for _, form := range []string{upload, create} {
			_, o = refusal(t, s.run(t, a, contract.RunAction, fmt.Sprintf(form, foreign), nil))
			assert.Equal(t, "FOREIGN_OBJECT", o.Code)
			assert.False(t, o.Retryable)
		}
		assert.Len(t, w.sent, 2)

		damaged := strings.Replace(put("some"), `"size":4`, `"size":5`, 1)
		_, o = refusal(t, s.run(t, a, contract.RunAction, fmt.Sprintf(upload, damaged), nil))
		assert.Equal(t, "OBJECT_DAMAGED", o.Code)
		assert.False(t, o.Retryable, "it will not be whole later")
	})
}

// An answer that broke off says so, whatever the store makes of it.
func TestAnswerRemembersItsError(t *testing.T) {
	a := &answer{Reader: io.MultiReader(bytes.NewReader([]byte("x")), failing{})}
	_, err := io.ReadAll(a)
	require.ErrorIs(t, err, errBroken)
	assert.ErrorIs(t, a.err, errBroken)
}

var errBroken = errors.New("broken")

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errBroken }
