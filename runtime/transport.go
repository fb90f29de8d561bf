package runtime

import (
	"net"
	"net/http"
	"time"
)

// Pool and timeouts of a connection's transport. The pool holds 64 busy callers
// with room to spare: with the default of two idle connections a host, the same
// callers open thousands.
const (
	maxIdleConns      = 512
	maxIdlePerHost    = 256
	idleTimeout       = 90 * time.Second
	dialTimeout       = 30 * time.Second
	keepAlive         = 30 * time.Second
	handshakeTimeout  = 30 * time.Second
	continueTimeout   = time.Second
	maxResponseHeader = 1 << 20
)

func newTransport() *http.Transport {
	dialer := &net.Dialer{Timeout: dialTimeout, KeepAlive: keepAlive}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           maxIdleConns,
		MaxIdleConnsPerHost:    maxIdlePerHost,
		IdleConnTimeout:        idleTimeout,
		TLSHandshakeTimeout:    handshakeTimeout,
		ExpectContinueTimeout:  continueTimeout,
		MaxResponseHeaderBytes: maxResponseHeader,
	}
}
