package sandbox

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strconv"
)

// receive takes the bytes of an upload as they come, keeping only their number and
// hash.
func (c *call) receive(answer http.Header, r *http.Request) *refusal {
	hash := sha256.New()
	n, err := io.Copy(hash, bodyOf(r))
	if err != nil {
		return invalid("%s: the body broke off after %d bytes: %s", c.action.Name, n, err)
	}
	if !isWhole(r, n) {
		return invalid("%s: the body has %d bytes, Content-Length says %d", c.action.Name, n, r.ContentLength)
	}
	answer.Set("X-Sandbox-Body-Bytes", strconv.FormatInt(n, 10))
	answer.Set("X-Sandbox-Body-Sha256", hex.EncodeToString(hash.Sum(nil)))
	return nil
}
