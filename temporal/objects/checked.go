package objects

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/actionctl/connector/temporal/contract"
)

// checked reads an object and makes sure that it is the one that was stored.
type checked struct {
	io.ReadCloser
	object contract.Object
	left   int64
	sum    hash.Hash // nil where the reading did not begin at the beginning
}

func newChecked(r io.ReadCloser, o contract.Object, offset int64) io.ReadCloser {
	c := &checked{ReadCloser: r, object: o, left: o.Size - offset}
	if offset == 0 {
		c.sum = sha256.New()
	}
	return c
}

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	if int64(n) > c.left {
		return int(max(c.left, 0)), fmt.Errorf("%w: %s has more than its %d bytes", ErrDamaged, c.object.URI, c.object.Size)
	}
	c.left -= int64(n)
	if c.sum != nil {
		c.sum.Write(p[:n])
	}
	if errors.Is(err, io.EOF) {
		err = c.end()
	}
	return n, err
}

// end is what a whole object ends with.
func (c *checked) end() error {
	if c.left > 0 {
		return fmt.Errorf("%w: %s ends %d bytes before its %d", ErrDamaged, c.object.URI, c.left, c.object.Size)
	}
	if c.sum == nil {
		return io.EOF
	}
	if digest := hex.EncodeToString(c.sum.Sum(nil)); digest != c.object.SHA256 {
		return fmt.Errorf("%w: the digest of %s is %s", ErrDamaged, c.object.URI, digest)
	}
	return io.EOF
}
