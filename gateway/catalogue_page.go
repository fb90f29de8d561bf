package gateway

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
)

// A page token is where the page begins and of what listing it is.

// farthestStart is more than any listing has; clients can write tokens of their own.
const farthestStart = 1 << 20

// digestOf tells listings apart.
func digestOf(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:6])
}

func tokenOf(start int, of string) string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d %s", start, of))
}

// startOf reads a token; without one the listing begins at 0.
func startOf(token, of string) (int, error) {
	if token == "" {
		return 0, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(token)
	var start int
	var given string
	if err == nil {
		_, err = fmt.Sscanf(string(text), "%d %s", &start, &given)
	}
	if err != nil || start < 0 || start > farthestStart || tokenOf(start, given) != token {
		return 0, badQuery("page_token is none that was given here")
	}
	if given != of {
		return 0, badQuery("page_token belongs to another list; give q, service and safety as for the page before")
	}
	return start, nil
}
