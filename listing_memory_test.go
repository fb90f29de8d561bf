package connector_test

import (
	"fmt"
	"net/http"
	goruntime "runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

// endless serves pages of 100 clusters, so many of them.
func endless(pages int) http.RoundTripper {
	items := strings.Repeat(`{"cluster_id":"1234-567890-abcde123","cluster_name":"a name of usual length","num_workers":8},`, 100)
	n := 0
	return transportFunc(func(r *http.Request) (*http.Response, error) {
		token := ""
		if n++; n < pages {
			token = fmt.Sprintf(`"next_page_token":"t%d",`, n)
		}
		return always(fmt.Sprintf(`{%s"clusters":[%s{}]}`, token, items)).RoundTrip(r)
	})
}

// A listing needs the memory of a page, whatever its length.
func TestMemoryOfAListing(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 1000 pages")
	}
	const pages = 1000
	c := openOn(t, endless(pages))
	var early, late, stats goruntime.MemStats
	n := 0
	for page, err := range c.Pages(t.Context(), connector.Call{Connection: "fake", Action: listClusters}) {
		require.NoError(t, err)
		n += len(page.Items)
		switch page.Number {
		case 100:
			goruntime.GC()
			goruntime.ReadMemStats(&early)
		case pages:
			goruntime.GC()
			goruntime.ReadMemStats(&late)
		}
	}
	goruntime.ReadMemStats(&stats)
	assert.Equal(t, pages*101, n)
	assert.Less(t, late.HeapAlloc, early.HeapAlloc+1<<20, "900 pages later")
	perItem := (stats.Mallocs - early.Mallocs) / (900 * 101)
	assert.Less(t, perItem, uint64(40), "allocations per item, decoding included")
	t.Logf("%d allocations per item", perItem)
}
