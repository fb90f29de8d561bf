package sandbox

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strconv"

	"github.com/actionctl/connector/sandbox/world"
)

// receive takes the bytes of an upload as they come. It tells their number and hash,
// and keeps them for the world unless they are too many.
func (c *call) receive(answer http.Header, r *http.Request) *refusal {
	hash := sha256.New()
	var kept bytes.Buffer
	if r.ContentLength > 0 {
		kept.Grow(int(min(r.ContentLength, world.MaxFile)))
	}
	n, err := io.Copy(io.MultiWriter(hash, &kept), io.LimitReader(bodyOf(r), world.MaxFile+1))
	if err != nil {
		return invalid("%s: the body broke off after %d bytes: %s", c.action.Name, n, err)
	}
	if n > world.MaxFile {
		return refuse(http.StatusRequestEntityTooLarge, "MAX_UPLOAD_SIZE_EXCEEDED",
			"%s: the body has more than the %d MiB that a sandbox keeps of a file", c.action.Name, world.MaxFile>>20)
	}
	if !isWhole(r, n) {
		return invalid("%s: the body has %d bytes, Content-Length says %d", c.action.Name, n, r.ContentLength)
	}
	c.upload = kept.Bytes()
	answer.Set("X-Sandbox-Body-Bytes", strconv.FormatInt(n, 10))
	answer.Set("X-Sandbox-Body-Sha256", hex.EncodeToString(hash.Sum(nil)))
	return nil
}
