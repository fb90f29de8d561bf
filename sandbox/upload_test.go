package sandbox

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func upload(t *testing.T, s *Sandbox, query string, body io.Reader) (status int, header http.Header, text string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), "PUT", Host+"/api/2.0/fs/files/Volumes/big.bin"+query, body)
	require.NoError(t, err)
	req.Header.Set("Authorization", "Bearer "+Token)
	req.Header.Set("Content-Type", "application/octet-stream")
	resp, err := s.Connection().Transport.RoundTrip(req)
	require.NoError(t, err)
	defer func() { assert.NoError(t, resp.Body.Close()) }()
	b, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, resp.Header, string(b)
}

func TestUploadIsNotBuffered(t *testing.T) {
	const chunk, chunks = 1 << 20, 64
	s := newBox()
	upload(t, s, "", http.NoBody) // compiles the schemas
	block := bytes.Repeat([]byte("x"), chunk)
	hash := sha256.New()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r, w := io.Pipe()
	go func() {
		for range chunks {
			if _, err := w.Write(block); err != nil {
				return
			}
			hash.Write(block)
		}
		_ = w.Close()
	}()
	status, header, _ := upload(t, s, "", r)
	runtime.ReadMemStats(&after)
	assert.Equal(t, http.StatusOK, status)
	assert.Equal(t, "67108864", header.Get("X-Sandbox-Body-Bytes"))
	assert.Equal(t, hex.EncodeToString(hash.Sum(nil)), header.Get("X-Sandbox-Body-Sha256"))
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(4<<20), "bytes allocated for an upload of 64 MiB")
}

func TestRefusedUploadIsNotRead(t *testing.T) {
	r, w := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		_, err := w.Write([]byte("never read"))
		ended <- err
	}()
	status, _, _ := upload(t, newBox(), "?over=true", r)
	assert.Equal(t, http.StatusBadRequest, status)
	assert.ErrorIs(t, <-ended, io.ErrClosedPipe)
}

func TestBrokenUploadIsRefused(t *testing.T) {
	r, w := io.Pipe()
	go func() {
		_, _ = w.Write([]byte("part"))
		_ = w.CloseWithError(io.ErrUnexpectedEOF)
	}()
	status, _, text := upload(t, newBox(), "", r)
	assert.Equal(t, http.StatusBadRequest, status)
	assert.Contains(t, text, "broke off after 4 bytes")
}
