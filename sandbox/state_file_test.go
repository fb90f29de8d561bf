package sandbox

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const makeCluster = "post_api_2_1_clusters_create"

func named(name string) params {
	return params{"data": params{"spark_version": "15.4.x", "cluster_name": name}}
}

// A call adds a line to the file. The whole is written again only when the lines have
// become more than it, so that the time for a call does not grow with the file.
func TestStateIsWrittenWholeSeldom(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	box := openAt(t, file)
	wholes := map[string]int{}
	for i := range 1000 {
		ask(t, box, makeCluster, named(fmt.Sprint("c", i)))
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		wholes[string(text[:64])]++
	}
	assert.Less(t, len(wholes), 8)
	assert.Greater(t, len(wholes), 1)
	assert.Len(t, at(t, ask(t, openAt(t, file), "get_api_2_1_clusters_list", params{"page_size": 100}), "clusters"), 100)
	ask(t, openAt(t, file), "get_api_2_1_clusters_get", params{"cluster_id": at(t, ask(t, box, makeCluster, named("last")), "cluster_id")})
}

// A process that dies while it writes leaves half a line: its call was never answered.
func TestHalfAChangeIsForgotten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	box := openAt(t, file)
	ask(t, box, makeCluster, named("first"))
	kept := at(t, ask(t, box, makeCluster, named("second")), "cluster_id")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	lost := at(t, ask(t, box, makeCluster, named("third")), "cluster_id")
	whole, err := os.ReadFile(file)
	require.NoError(t, err)
	for n := len(text) + 1; n < len(whole); n += 7 {
		require.NoError(t, os.WriteFile(file, whole[:n], 0o600))
		next := openAt(t, file)
		ask(t, next, "get_api_2_1_clusters_get", params{"cluster_id": kept})
		refused(t, next, encode(t, "get_api_2_1_clusters_get", params{"cluster_id": lost}), 400)
		id := at(t, ask(t, next, makeCluster, named("fourth")), "cluster_id")
		ask(t, openAt(t, file), "get_api_2_1_clusters_get", params{"cluster_id": id})
		left, err := os.ReadFile(file)
		require.NoError(t, err)
		require.True(t, bytes.HasPrefix(left, text))
	}
}

// Whoever removes the file begins anew; a file that took its place is read whole.
func TestTheFileIsReplacedUnderneath(t *testing.T) {
	dir := t.TempDir()
	file, other := filepath.Join(dir, "state.json"), filepath.Join(dir, "other.json")
	box := openAt(t, file)
	gone := at(t, ask(t, box, makeCluster, named("gone")), "cluster_id")
	require.NoError(t, os.Remove(file))
	refused(t, box, encode(t, "get_api_2_1_clusters_get", params{"cluster_id": gone}), 400)
	ask(t, box, makeCluster, named("x"))
	ask(t, openAt(t, other), "post_api_2_2_jobs_create", params{"data": params{"name": "theirs"}})
	text, err := os.ReadFile(other)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, append(text, "\n\n\n"...), 0o600)) // longer than what is known, and other
	v := ask(t, box, "get_api_2_2_jobs_list", params{"name": "theirs"})
	assert.Len(t, at(t, v, "jobs"), 1)
}
