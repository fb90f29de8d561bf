package objects

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
)

// measure copies what is read and tells its size and digest.
type measure struct {
	size int64
	sum  hash.Hash
}

func (m *measure) digest() string { return hex.EncodeToString(m.sum.Sum(nil)) }

// spool copies all of r into w.
func spool(ctx context.Context, w io.Writer, r io.Reader) (*measure, error) {
	m := &measure{sum: sha256.New()}
	var err error
	m.size, err = io.Copy(io.MultiWriter(w, m.sum), &alive{ctx, r})
	return m, err
}

// alive is a reader that ends with a context.
type alive struct {
	ctx context.Context
	io.Reader
}

func (a *alive) Read(p []byte) (int, error) {
	if a.ctx.Err() != nil {
		return 0, context.Cause(a.ctx)
	}
	return a.Reader.Read(p)
}
