package gateway

import (
	"cmp"
	"time"
)

// Limits bound what clients may ask of a gateway. A zero field means its default.
type Limits struct {
	Header        int           // bytes of a request's headers; 64 KiB
	Body          int64         // bytes of a JSON body; 16 MiB. Uploads and batches are read as they come
	Depth         int           // of nesting in a JSON body; 200
	Calls         int           // requests that run at once; 256
	CallsPerToken int           // of them those of one token; as many as Calls
	Waits         int           // waits, listings and batches that run at once; 1024
	WaitsPerToken int           // of them those of one token; as many as Waits
	HeaderTime    time.Duration // for a request's headers to arrive; 5 s
	Pause         time.Duration // for a body to move on, and for a client to take what it is sent; 30 s
	CallTime      time.Duration // for one call, with all its attempts; 10 minutes
	WaitTime      time.Duration // for a wait, a listing, a batch; 24 hours
	IdleTime      time.Duration // for an idle connection; 2 minutes
}

func (l Limits) orDefaults() Limits {
	l.Header = cmp.Or(l.Header, 64<<10)
	l.Body = cmp.Or(l.Body, 16<<20)
	l.Depth = cmp.Or(l.Depth, 200)
	l.Calls = cmp.Or(l.Calls, 256)
	l.CallsPerToken = cmp.Or(l.CallsPerToken, l.Calls)
	l.Waits = cmp.Or(l.Waits, 1024)
	l.WaitsPerToken = cmp.Or(l.WaitsPerToken, l.Waits)
	l.HeaderTime = cmp.Or(l.HeaderTime, 5*time.Second)
	l.Pause = cmp.Or(l.Pause, 30*time.Second)
	l.CallTime = cmp.Or(l.CallTime, 10*time.Minute)
	l.WaitTime = cmp.Or(l.WaitTime, 24*time.Hour)
	l.IdleTime = cmp.Or(l.IdleTime, 2*time.Minute)
	return l
}
