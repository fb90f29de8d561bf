package sandbox

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/sandbox/world"
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

func TestUploadIsKept(t *testing.T) {
	s := newBox()
	block := bytes.Repeat([]byte("0123456789abcdef"), 1<<16)
	hash := sha256.Sum256(block)
	status, header, _ := upload(t, s, "", bytes.NewReader(block))
	require.Equal(t, http.StatusOK, status)
	assert.Equal(t, "1048576", header.Get("X-Sandbox-Body-Bytes"))
	assert.Equal(t, hex.EncodeToString(hash[:]), header.Get("X-Sandbox-Body-Sha256"))
	w := serve(s, encode(t, "get_api_2_0_fs_filesby_file_path", params{"file_path": "/Volumes/big.bin"}))
	assert.True(t, bytes.Equal(block, w.Body.Bytes()), "the bytes come back")

	status, _, text := upload(t, s, "", bytes.NewReader(block))
	assert.Equal(t, http.StatusConflict, status, text)
	status, _, text = upload(t, s, "?overwrite=true", strings.NewReader("new"))
	assert.Equal(t, http.StatusOK, status, text)
}

// endless is a body of any length.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestUploadsHaveALimit(t *testing.T) {
	s := newBox()
	status, _, text := upload(t, s, "", io.LimitReader(endless{}, world.MaxFile+1))
	assert.Equal(t, http.StatusRequestEntityTooLarge, status)
	assert.Contains(t, text, "more than the 64 MiB that a sandbox keeps of a file")
	refused(t, s, encode(t, "get_api_2_0_fs_filesby_file_path", params{"file_path": "/Volumes/big.bin"}), http.StatusNotFound)
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
