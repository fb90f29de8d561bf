package sandbox

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/registry"
)

// firstPage takes the parameters that tell pages apart out of an example: a made up
// token is refused.
func firstPage(a *registry.Action, ps params) params {
	if p := a.Paginate; p != nil {
		for _, path := range []string{p.Send, p.Limit} {
			if at := dotted(path); len(at) > 0 && a.Locate(at[0]) != registry.InPath {
				edit{at: at, remove: true}.apply(ps)
			}
		}
	}
	return ps
}

func TestEverySingleListHasItsSeeds(t *testing.T) {
	n := 0
	for e := range builtin.All() {
		a, err := builtin.Action(e.Name)
		require.NoError(t, err)
		if a.Paginate == nil || a.Paginate.Send != "" {
			continue
		}
		n++
		for _, seeds := range []int{0, 1, 3} {
			s := examplesOf(pageRules{seeds: seeds, size: 1, empty: 2})
			v := walker{t, s, s.checker}.get(a, firstCall(s.Sandbox, a, 0))
			items, _ := at(t, v, a.Paginate.Items).([]any)
			assert.Len(t, items, seeds, a.Name)
			distinct(t, items)
		}
	}
	assert.Equal(t, 46, n)
}

// What the request said of the items is said by all of them.
func TestSeedsKeepWhatTheRequestSaid(t *testing.T) {
	items := at(t, examplesOf(pageRules{seeds: 3}).get(t, "get_api_2_1_unity_catalog_schemas", params{"catalog_name": "main"}), "schemas").([]any)
	require.Len(t, items, 3)
	for _, item := range items {
		assert.Equal(t, "main", item.(params)["catalog_name"])
	}
}
