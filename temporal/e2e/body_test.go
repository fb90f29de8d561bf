//go:build e2e && unix

package e2e

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
)

const (
	putFile = "put_api_2_0_fs_filesby_file_path"
	getFile = "get_api_2_0_fs_filesby_file_path"
	folder  = "/Volumes/main/default/raw/"
)

// TestLargeFile copies a file that no history has room for. The bytes go by way of the
// objects; only where they are goes by way of Temporal.
func TestLargeFile(t *testing.T) {
	t.Parallel()
	s := sandboxed(t, 1)
	content := make([]byte, 3<<20+1)
	_, err := rand.Read(content)
	require.NoError(t, err)
	s.must(t, putFile, map[string]any{"file_path": folder + "a", "data": content})
	s.work(t, "--objects="+t.TempDir())

	var got, put contract.Result
	byName(t, s, contract.RunAction, contract.Call{Action: getFile, Params: contract.Values{"file_path": folder + "a"}}).gives(t, &got)
	require.NotNil(t, got.Object)
	sum := sha256.Sum256(content)
	assert.Equal(t, hex.EncodeToString(sum[:]), got.Object.SHA256)
	byName(t, s, contract.RunAction, contract.Call{
		Action: putFile, Params: contract.Values{"file_path": folder + "b"}, Body: got.Object,
	}).gives(t, &put)

	res, err := s.direct.Do(t.Context(), connector.Call{
		Connection: "direct", Action: getFile, Params: map[string]any{"file_path": folder + "b"},
	})
	require.NoError(t, err)
	copied, err := io.ReadAll(res.Stream)
	require.NoError(t, err)
	require.NoError(t, res.Close())
	assert.Equal(t, sum, sha256.Sum256(copied))
}
