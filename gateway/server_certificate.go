package gateway

import (
	"crypto/tls"
	"fmt"
	"os"
	"sync"
	"time"
)

// TLSFiles is a TLS configuration with the certificate of two PEM files. The files may be
// replaced while it is used: new connections then get the new certificate, and the old
// one stays as long as the new cannot be used. failed is told of that; it may be nil.
func TLSFiles(cert, key string, failed func(error)) (*tls.Config, error) {
	c := &certificate{cert: cert, key: key, failed: failed}
	if err := c.read(); err != nil {
		return nil, err
	}
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			return c.current(time.Now()), nil
		},
	}, nil
}

// certificate is read from files again when they change.
type certificate struct {
	cert, key string
	failed    func(error)

	mu     sync.Mutex
	looked time.Time
	marks  [2]mark
	pair   *tls.Certificate
}

// mark tells versions of a file apart.
type mark struct {
	changed time.Time
	size    int64
}

const certificatePause = time.Second // between two looks at the files

func (c *certificate) current(now time.Time) *tls.Certificate {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now.Sub(c.looked) < certificatePause {
		return c.pair
	}
	c.looked = now
	if c.look() == c.marks {
		return c.pair
	}
	if err := c.read(); err != nil && c.failed != nil {
		c.failed(err)
	}
	return c.pair
}

func (c *certificate) look() (marks [2]mark) {
	for i, name := range []string{c.cert, c.key} {
		if info, err := os.Stat(name); err == nil {
			marks[i] = mark{info.ModTime(), info.Size()}
		}
	}
	return marks
}

// read reads both files. Of a pair that cannot be used the next change is waited for.
func (c *certificate) read() error {
	c.marks = c.look()
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return fmt.Errorf("the certificate %s with the key %s cannot be used: %w", c.cert, c.key, err)
	}
	c.pair = &pair
	return nil
}
