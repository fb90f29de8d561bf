package gateway

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/canary"
)

// uploadTo is the address of an upload.
func uploadTo(connection, action, params string, more ...string) string {
	q := url.Values{"connection": {connection}, "action": {action}, "params": {params}}
	for i := 0; i+1 < len(more); i += 2 {
		q.Add(more[i], more[i+1])
	}
	return "/v1/upload?" + q.Encode()
}

const octets = "application/octet-stream"

func TestUploadAndDownload(t *testing.T) {
	s := newTestGateway(t)
	content := strings.Repeat("bytes \x00\xff of any kind\n", 5000)
	got := s.do(t, "POST", uploadTo("sandbox", putFile, `{"file_path":"/Volumes/main/default/raw/größe.bin"}`), strings.NewReader(content), "Content-Type", octets)
	require.Equal(t, 200, got.Status, "%s", got.Body)
	assert.Contains(t, got.value(t), "data")

	got = s.do(t, "POST", "/v1/run", call("sandbox", getFile, params{"file_path": "/Volumes/main/default/raw/größe.bin"}))
	assert.Equal(t, 200, got.Status)
	assert.Equal(t, content, string(got.Body))
	assert.Equal(t, fmt.Sprint(len(content)), got.Header.Get("Content-Length"))
	assert.Equal(t, octets, got.Header.Get("Content-Type"))
	assert.Equal(t, "attachment", got.Header.Get("Content-Disposition"))
	assert.Equal(t, "200", got.Header.Get("Actionctl-Status"))
	assert.Contains(t, got.Header.Get("Actionctl-Request-Id"), "sandbox-")

	part := s.do(t, "POST", "/v1/run", call("sandbox", getFile, params{"file_path": "/Volumes/main/default/raw/größe.bin", "Range": "bytes=0-4"}))
	assert.Equal(t, "bytes", string(part.Body))
	assert.Equal(t, "206", part.Header.Get("Actionctl-Status"))
	assert.Equal(t, fmt.Sprintf("bytes 0-4/%d", len(content)), part.Header.Get("Content-Range"))

	missing := s.do(t, "POST", "/v1/run", call("sandbox", getFile, params{"file_path": "/Volumes/none"}))
	assert.NotEmpty(t, missing.errorOf(t, 404)["message"])
}

func TestUploadRefuses(t *testing.T) {
	s := newTestGateway(t)
	const file = `{"file_path":"/a"}`
	for name, tc := range map[string]struct {
		path, code string
		status     int
	}{
		"no bytes":         {uploadTo("sandbox", runNow, `{}`), "NO_UPLOAD", 422},
		"no body":          {uploadTo("sandbox", listJobs, `{}`), "NO_UPLOAD", 422},
		"data":             {uploadTo("sandbox", putFile, `{"file_path":"/a","data":"x"}`), "DATA_IN_QUERY", 422},
		"no JSON":          {uploadTo("sandbox", putFile, `file_path=/a`), "BAD_QUERY", 400},
		"two values":       {uploadTo("sandbox", putFile, `{} {}`), "BAD_QUERY", 400},
		"a list":           {uploadTo("sandbox", putFile, `[]`), "BAD_QUERY", 400},
		"null":             {uploadTo("sandbox", putFile, `null`), "BAD_QUERY", 400},
		"deep":             {uploadTo("sandbox", putFile, strings.Repeat("[", 300)), "BAD_QUERY", 400},
		"unknown name":     {uploadTo("sandbox", putFile, file, "actoin", "x"), "BAD_QUERY", 400},
		"twice":            {uploadTo("sandbox", putFile, file, "action", "x"), "BAD_QUERY", 400},
		"bad escape":       {"/v1/upload?action=%zz", "BAD_QUERY", 400},
		"confirmed":        {uploadTo("sandbox", putFile, file, "confirmed", "yes"), "BAD_QUERY", 400},
		"timeout":          {uploadTo("sandbox", putFile, file, "timeout", "-1s"), "BAD_QUERY", 400},
		"wrong parameters": {uploadTo("sandbox", putFile, `{}`), "INVALID_PARAMETERS", 422},
		"unknown action":   {uploadTo("sandbox", "put_it", file), "UNKNOWN_ACTION", 404},
		"secret":           {uploadTo("sandbox", putFile, `{"file_path":"/a","token":"`+canary.Value+`"}`), "SECRET_IN_QUERY", 422},
	} {
		t.Run(name, func(t *testing.T) {
			got := s.do(t, "POST", tc.path, strings.NewReader("x"), "Content-Type", octets)
			assert.Equal(t, tc.code, got.errorOf(t, tc.status)["code"], "%s", got.Body)
			assert.NotContains(t, string(got.Body), canary.Value)
		})
	}
	got := s.do(t, "POST", uploadTo("sandbox", putFile, file), strings.NewReader("x"), "Content-Encoding", "gzip")
	assert.Equal(t, 415, got.Status)
	assert.Zero(t, s.box.Requests())
}

// stripes are bytes without end, made without memory.
type stripes struct{ left int64 }

func (s *stripes) Read(p []byte) (int, error) {
	if s.left == 0 {
		return 0, io.EOF
	}
	n := int(min(int64(len(p)), s.left))
	for i := range p[:n] {
		p[i] = byte(i)
	}
	s.left -= int64(n)
	return n, nil
}

// allocated is what f allocates in all of this process: client, gateway and service.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// A file does not have to fit into the gateway.
func TestTransfersNeedNoMemory(t *testing.T) {
	const size = 64 << 20
	var length int64
	var sum string
	s := newTestGateway(t, behind(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			w.Header().Set("Content-Length", fmt.Sprint(size))
			_, _ = io.Copy(w, &stripes{size})
			return
		}
		length = r.ContentLength
		hash := sha256.New()
		_, _ = io.Copy(hash, r.Body)
		sum = hex.EncodeToString(hash.Sum(nil))
	}))
	s.do(t, "POST", uploadTo("own", putFile, `{"file_path":"/a"}`), strings.NewReader("small"), "Content-Type", octets)
	hash := sha256.New()
	_, _ = io.Copy(hash, &stripes{size})
	want := hex.EncodeToString(hash.Sum(nil))
	for _, known := range []bool{true, false} {
		r := s.request(t, "POST", uploadTo("own", putFile, `{"file_path":"/a"}`), &stripes{size}, "Content-Type", octets)
		if known {
			r.ContentLength = size
		}
		used := allocated(func() {
			resp, err := s.Client().Do(r)
			require.NoError(t, err)
			_ = resp.Body.Close()
			assert.Equal(t, 200, resp.StatusCode)
		})
		assert.Equal(t, want, sum)
		assert.Equal(t, known, length == size, "the length goes on, where it is known")
		assert.Less(t, used, uint64(size*3/4), "whoever keeps the file needs as much as it has")
	}
	used := allocated(func() {
		resp, err := s.Client().Do(s.request(t, "POST", "/v1/run", call("own", getFile, params{"file_path": "/a"})))
		require.NoError(t, err)
		defer func() { _ = resp.Body.Close() }()
		got := sha256.New()
		n, err := io.Copy(got, resp.Body)
		require.NoError(t, err)
		assert.EqualValues(t, size, n)
		assert.Equal(t, want, hex.EncodeToString(got.Sum(nil)))
	})
	assert.Less(t, used, uint64(size*3/4), "whoever keeps the file needs as much as it has")
}

// A client that breaks off in the middle does not leave half a file behind: the service
// sees that the rest is missing.
func TestBrokenUploadsAreBrokenAtTheService(t *testing.T) {
	ended := make(chan error)
	s := newTestGateway(t, behind(t, func(_ http.ResponseWriter, r *http.Request) {
		_, err := io.Copy(io.Discard, r.Body)
		ended <- err
	}))
	for _, known := range []bool{true, false} {
		r := s.request(t, "POST", uploadTo("own", putFile, `{"file_path":"/a"}`),
			io.MultiReader(&stripes{1 << 20}, iotest.ErrReader(io.ErrClosedPipe)), "Content-Type", octets)
		if known {
			r.ContentLength = 2 << 20
		}
		resp, err := s.Client().Do(r)
		if err == nil {
			_ = resp.Body.Close()
		}
		assert.ErrorIs(t, err, io.ErrClosedPipe)
		assert.ErrorIs(t, <-ended, io.ErrUnexpectedEOF)
	}
}

// An upload that is refused is refused before its bytes are asked for.
func TestRefusedUploadsAreNotRead(t *testing.T) {
	s := newTestGateway(t, func(s *setup) {
		s.Gates = []connector.Gate{connector.PolicyGate("this server", readOnly)}
	})
	read := &counting{Reader: &stripes{1 << 20}}
	r := s.request(t, "POST", uploadTo("sandbox", putFile, `{"file_path":"/a"}`), read, "Content-Type", octets, "Expect", "100-continue")
	r.ContentLength = 1 << 20
	s.Client().Transport.(*http.Transport).ExpectContinueTimeout = time.Hour // wait to be asked for the body
	resp, err := s.Client().Do(r)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	assert.Equal(t, 403, resp.StatusCode)
	assert.Zero(t, read.n)
}

type counting struct {
	io.Reader
	n int
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += n
	return n, err
}
