package sandbox

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const create = "post_api_2_1_unity_catalog_catalogs"

func TestEachKindOfFault(t *testing.T) {
	for kind, tc := range map[string]struct {
		acts  int // how often the service acted in two requests, of which the first is struck
		check func(t *testing.T, resp *http.Response, err error)
	}{
		FaultDrop: {1, func(t *testing.T, _ *http.Response, err error) {
			assert.True(t, errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || strings.Contains(err.Error(), "reset"), err)
		}},
		FaultLose: {2, func(t *testing.T, _ *http.Response, err error) {
			assert.True(t, errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF), err)
		}},
		FaultCut: {2, func(t *testing.T, resp *http.Response, err error) {
			require.NoError(t, err)
			assert.Equal(t, http.StatusOK, resp.StatusCode)
			assert.Equal(t, FaultCut, resp.Header.Get(FaultHeader))
			text, err := body(t, resp)
			require.ErrorIs(t, err, io.ErrUnexpectedEOF)
			assert.Len(t, text, int(resp.ContentLength/2))
			assert.True(t, strings.HasPrefix(text, "{"))
		}},
		"429": {1, func(t *testing.T, resp *http.Response, err error) {
			require.NoError(t, err)
			text, err := body(t, resp)
			require.NoError(t, err)
			assert.Equal(t, 429, resp.StatusCode)
			assert.Equal(t, "429", resp.Header.Get(FaultHeader))
			assert.Equal(t, "7", resp.Header.Get("Retry-After"))
			assert.JSONEq(t, `{"error_code": "REQUEST_LIMIT_EXCEEDED", "message": "The sandbox was asked to fail with 429 Too Many Requests."}`, text)
		}},
		"504": {1, func(t *testing.T, resp *http.Response, err error) {
			require.NoError(t, err)
			text, err := body(t, resp)
			require.NoError(t, err)
			assert.Equal(t, 504, resp.StatusCode)
			assert.Contains(t, text, "DEADLINE_EXCEEDED")
		}},
		"418": {1, func(t *testing.T, resp *http.Response, err error) {
			require.NoError(t, err)
			text, err := body(t, resp)
			require.NoError(t, err)
			assert.Equal(t, 418, resp.StatusCode)
			assert.Contains(t, text, `"UNKNOWN"`)
		}},
	} {
		t.Run(kind, func(t *testing.T) {
			var service *acted
			fresh := func() http.Handler {
				rule := Fault{Kind: kind, Actions: "post_*", Times: 1}
				if _, ok := rule.status(); ok {
					rule.RetryAfter = 7 * time.Second
				}
				service = &acted{box: faulty(t, rule)}
				return service
			}
			bothWays(t, fresh, func(t *testing.T, send sender) {
				in := func() *http.Request { return encode(t, create, params{"data": params{"name": "sales"}}) }
				resp, err := send(t.Context(), in())
				tc.check(t, resp, err)
				resp, err = send(t.Context(), in())
				require.NoError(t, err)
				assert.Empty(t, resp.Header.Get(FaultHeader))
				text, err := body(t, resp)
				require.NoError(t, err)
				if tc.acts == 2 {
					assert.Contains(t, text, "ALREADY_EXISTS", "the first request made it")
				} else {
					assert.Equal(t, http.StatusOK, resp.StatusCode)
				}
				assert.EqualValues(t, tc.acts, service.n.Load())
			})
		})
	}
}

func TestOddAnswersBreakOffToo(t *testing.T) {
	fresh := func() http.Handler { return faulty(t, Fault{Kind: FaultCut}) }
	bothWays(t, fresh, func(t *testing.T, send sender) {
		_, err := send(t.Context(), encode(t, "head_api_2_0_fs_filesby_file_path", params{"file_path": "/x"}))
		require.Error(t, err, "an answer without a body does not begin")

		resp, err := send(t.Context(), encode(t, "get_api_2_0_fs_filesby_file_path", params{"file_path": "/x"}))
		require.NoError(t, err)
		_, err = body(t, resp)
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	})
	long := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for range 1 << 10 {
			n, err := w.Write(make([]byte, 1<<10))
			assert.Equal(t, 1<<10, n)
			assert.NoError(t, err)
		}
	})
	fresh = func() http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { Fault{Kind: FaultCut}.serve(w, r, long) })
	}
	bothWays(t, fresh, func(t *testing.T, send sender) {
		resp, err := send(t.Context(), request("GET", "/x", ""))
		require.NoError(t, err)
		assert.EqualValues(t, 1<<20, resp.ContentLength)
		text, err := body(t, resp)
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
		assert.Len(t, text, maxHalf)
	})
}

// A large upload is taken to its end before it is refused, so that the client sees
// the refusal and no broken connection.
func TestUploadsAreRefusedCleanly(t *testing.T) {
	fresh := func() http.Handler { return faulty(t, Fault{Kind: "503"}) }
	bothWays(t, fresh, func(t *testing.T, send sender) {
		resp, err := send(t.Context(), encode(t, "put_api_2_0_fs_filesby_file_path", params{"file_path": "/x", "data": strings.Repeat("x", 8<<20)}))
		require.NoError(t, err)
		assert.Equal(t, 503, resp.StatusCode)
		_, err = body(t, resp)
		require.NoError(t, err)
	})
}
