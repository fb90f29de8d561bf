package main

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync"
	"time"
)

// journey is what was seen on the way to a host: hooks of net/http fill it, some of
// them from goroutines of their own.
type journey struct {
	host string

	mu        sync.Mutex
	asked     string // the name whose address was asked for
	addresses []net.IPAddr
	notFound  error
	reached   string
	unreached error
	tls       *tls.ConnectionState
	untrusted error
}

func (j *journey) trace() *httptrace.ClientTrace {
	locked := func(f func()) {
		j.mu.Lock()
		defer j.mu.Unlock()
		f()
	}
	return &httptrace.ClientTrace{
		DNSStart: func(i httptrace.DNSStartInfo) { locked(func() { j.asked = i.Host }) },
		DNSDone: func(i httptrace.DNSDoneInfo) {
			locked(func() { j.addresses, j.notFound = i.Addrs, i.Err })
		},
		ConnectDone: func(_, address string, err error) {
			locked(func() {
				if err == nil {
					j.reached = address
				} else {
					j.unreached = err
				}
			})
		},
		TLSHandshakeDone: func(s tls.ConnectionState, err error) {
			locked(func() { j.tls, j.untrusted = &s, err })
		},
	}
}

// soon is how long before its end a certificate is worth a warning.
const soon = 14 * 24 * time.Hour

func (j *journey) findings() []finding {
	j.mu.Lock()
	defer j.mu.Unlock()
	var found []finding
	target := j.host
	if u, err := url.Parse(j.host); err == nil {
		target = u.Hostname()
	}
	if j.asked != "" && j.asked != target {
		found = append(found, finding{fine, "proxy", "requests go by " + j.asked, ""})
	}
	switch {
	case j.notFound != nil:
		found = append(found, finding{broken, "name", fmt.Sprintf("%s is not found: %v", j.asked, j.notFound), "check the spelling of the host, the network and its name server"})
	case j.reached == "" && j.unreached != nil:
		found = append(found, finding{broken, "network", j.unreached.Error(), "check the network, a firewall, and whether a proxy is needed (HTTPS_PROXY, or proxy of the connection)"})
	case j.reached != "":
		found = append(found, finding{fine, "network", "reached " + j.reached, ""})
	}
	switch {
	case j.untrusted != nil:
		found = append(found, finding{broken, "certificate", j.untrusted.Error(), "if a proxy or the workspace has its own authority, name its certificate as ca_file of the connection"})
	case j.tls != nil && len(j.tls.PeerCertificates) > 0:
		found = append(found, examineCertificate(j.tls, time.Now()))
	case j.reached != "" && strings.HasPrefix(j.host, "http://"):
		found = append(found, finding{unwise, "certificate", "none: requests and tokens go unencrypted", "use https:// unless the host is this machine"})
	}
	return found
}

func examineCertificate(s *tls.ConnectionState, now time.Time) finding {
	end := s.PeerCertificates[0].NotAfter
	says := fmt.Sprintf("%s, trusted, until %s", tls.VersionName(s.Version), end.Format(time.DateOnly))
	if end.Sub(now) < soon {
		return finding{unwise, "certificate", says, "it ends soon; whoever runs the host renews it"}
	}
	return finding{fine, "certificate", says, ""}
}
