package registry

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestUnknownAction(t *testing.T) {
	r := builtin(t)
	_, err := r.Action("post_api_2_1_cluster_start")
	require.ErrorIs(t, err, ErrUnknownAction)
	var unknown *NotFoundError
	require.ErrorAs(t, err, &unknown)
	assert.Equal(t, "post_api_2_1_clusters_start", unknown.Nearest[0])
	assert.Len(t, unknown.Nearest, 3)
	assert.EqualError(t, err, `unknown action "post_api_2_1_cluster_start"; did you mean post_api_2_1_clusters_start, post_api_2_1_clusters_restart, post_api_2_1_clusters_edit?`)

	_, err = r.Action("zebra")
	assert.EqualError(t, err, `unknown action "zebra", and none with a similar name`)
	_, err = Registry{}.Action("a")
	assert.ErrorIs(t, err, ErrUnknownAction)
	assert.NotErrorIs(t, err, fs.ErrNotExist)
}

func TestActionAmong(t *testing.T) {
	r := builtin(t)
	jobs := func(name string) bool { return strings.Contains(name, "_jobs_") }
	a, err := r.ActionAmong("get_api_2_2_jobs_list", jobs)
	require.NoError(t, err)
	assert.Equal(t, "get_api_2_2_jobs_list", a.Name)
	for _, name := range []string{"post_api_2_1_clusters_start", "post_api_2_1_cluster_start", ""} {
		_, err = r.ActionAmong(name, jobs)
		var unknown *NotFoundError
		require.ErrorAs(t, err, &unknown)
		assert.Equal(t, name, unknown.Name)
		for _, near := range unknown.Nearest {
			assert.True(t, jobs(near), near)
		}
	}
	_, err = r.ActionAmong("get_api_2_2_job_list", jobs)
	assert.ErrorContains(t, err, "did you mean get_api_2_2_jobs_list", "what is shown is named")
	_, err = r.ActionAmong("get_api_2_2_job_list", func(string) bool { return false })
	assert.EqualError(t, err, `unknown action "get_api_2_2_job_list", and none with a similar name`)
}
