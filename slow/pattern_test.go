//go:build slow

package slow

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash"
	"io"
)

// pattern is a file of which nothing is stored: every eight bytes follow from their
// place, so that a byte in the wrong place changes the sum.
type pattern struct{ at, size int64 }

func (p *pattern) Read(b []byte) (int, error) {
	if p.at >= p.size {
		return 0, io.EOF
	}
	n := int(min(int64(len(b)), p.size-p.at))
	var word [8]byte
	for i := 0; i < n; {
		binary.LittleEndian.PutUint64(word[:], mix(uint64(p.at/8)))
		k := copy(b[i:n], word[p.at%8:])
		i, p.at = i+k, p.at+int64(k)
	}
	return n, nil
}

func (p *pattern) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekStart:
		p.at = offset
	case io.SeekCurrent:
		p.at += offset
	case io.SeekEnd:
		p.at = p.size + offset
	}
	if p.at < 0 {
		return 0, errors.New("before the beginning")
	}
	return p.at, nil
}

// mix is the splitmix64 step.
func mix(n uint64) uint64 {
	n += 0x9e3779b97f4a7c15
	n = (n ^ n>>30) * 0xbf58476d1ce4e5b9
	n = (n ^ n>>27) * 0x94d049bb133111eb
	return n ^ n>>31
}

// seen is what went by on one side.
type seen struct {
	Bytes int64  `json:"bytes"`
	Sum   string `json:"sum"`
	Extra int64  `json:"extra"` // memory
}

// counter counts and sums what is written to it.
type counter struct {
	hash.Hash
	n int64
}

func newCounter() *counter { return &counter{Hash: sha256.New()} }

func (c *counter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return c.Hash.Write(p)
}

func (c *counter) seen() seen { return seen{Bytes: c.n, Sum: hex.EncodeToString(c.Sum(nil))} }
