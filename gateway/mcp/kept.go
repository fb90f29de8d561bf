package mcp

import (
	"encoding/hex"
	"sync"
	"time"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/brief"
)

// What is kept for clients, and how long.
const (
	keptPerClient = 8
	keptBytes     = 16 << 20
	keptTime      = 15 * time.Minute
	keptWork      = 24 * time.Hour // of work that goes on

	listPrefix, workPrefix = "r_", "w_" // of handles; those of a connector begin otherwise
)

// remainder is what is left of an answer: parts that were cut off, then the listing that
// goes on, or work that is to be waited on.
type remainder struct {
	owner   string
	rests   []brief.Rest
	rest    *connector.Call // a listing
	listing bool            // rests are items of one
	work    *connector.Handle
	call    connector.Call // that all came from
	fields  []string
	ends    time.Time
	size    int
}

// kept has remainders by their handles, the oldest first.
type kept struct {
	mu    sync.Mutex
	now   func() time.Time
	by    map[string]*remainder
	order []string
}

func newKept() *kept { return &kept{now: time.Now, by: map[string]*remainder{}} }

// keep gives a remainder a handle. Too many of a client, or too large ones, push out its
// older ones.
func (k *kept) keep(r *remainder) string {
	for _, rest := range r.rests {
		r.size += brief.Size(rest.Value)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	r.ends = k.now().Add(keptTime)
	prefix := listPrefix
	if r.work != nil {
		prefix, r.ends = workPrefix, k.now().Add(keptWork)
	}
	handle := prefix + hex.EncodeToString(secret(8))
	k.by[handle] = r
	k.order = append(k.order, handle)
	k.evict(r.owner)
	return handle
}

func (k *kept) evict(owner string) {
	count, size := map[bool]int{}, 0
	for i := len(k.order) - 1; i >= 0; i-- {
		r := k.by[k.order[i]]
		gone := r == nil || k.now().After(r.ends)
		if !gone && r.owner == owner {
			count[r.work != nil]++
			size += r.size
			most := keptPerClient
			if r.work != nil {
				most = 8 * keptPerClient
			}
			newest := i == len(k.order)-1
			gone = !newest && (count[r.work != nil] > most || size > keptBytes)
		}
		if gone {
			delete(k.by, k.order[i])
			k.order = append(k.order[:i], k.order[i+1:]...)
		}
	}
}

// find is the remainder behind a handle of a client.
func (k *kept) find(handle, owner string) (*remainder, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	r, ok := k.by[handle]
	if !ok || r.owner != owner || k.now().After(r.ends) {
		return nil, false
	}
	return r, true
}
