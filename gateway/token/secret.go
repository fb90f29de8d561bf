package token

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/hex"
	"strings"
)

// A secret is act_<id>_<52 letters and digits>, of 256 random bits: too many for anybody
// to guess, so that a fast hash is as good as a slow one, which would only make
// it easy to keep the gateway busy.
const (
	secretPrefix = "act_"
	idLength     = 8
	secretBytes  = 32
	secretLength = len(secretPrefix) + idLength + 1 + (secretBytes*8+4)/5
)

// plain is base32 as people can type it.
var plain = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

type hash [sha256.Size]byte

// newSecret is a secret with the id in it.
func newSecret(id string) string {
	random := make([]byte, secretBytes)
	_, _ = rand.Read(random) // never fails
	return secretPrefix + id + "_" + plain.EncodeToString(random)
}

func newID() string {
	random := make([]byte, idLength*5/8)
	_, _ = rand.Read(random) // never fails
	return plain.EncodeToString(random)
}

// split finds the id in a secret and hashes it; ok is false for what has not even the
// form of one.
func split(secret string) (id string, h hash, ok bool) {
	if len(secret) != secretLength || !strings.HasPrefix(secret, secretPrefix) || secret[len(secretPrefix)+idLength] != '_' {
		return "", h, false
	}
	var text [secretLength]byte // spares an allocation on every request
	copy(text[:], secret)
	return secret[len(secretPrefix):][:idLength], sha256.Sum256(text[:]), true
}

// withoutSecret is the id of a secret, whole or not; any other text stays.
func withoutSecret(text string) string {
	if rest, ok := strings.CutPrefix(text, secretPrefix); ok {
		return rest[:min(idLength, len(rest))]
	}
	return text
}

func (h hash) equal(other hash) bool { return subtle.ConstantTimeCompare(h[:], other[:]) == 1 }

// MarshalText writes the hash in hexadecimal.
func (h hash) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(h[:])), nil }

// UnmarshalText reads what MarshalText wrote.
func (h *hash) UnmarshalText(text []byte) error {
	if len(text) != hex.EncodedLen(len(h)) {
		return errHash
	}
	if _, err := hex.Decode(h[:], text); err != nil {
		return errHash
	}
	return nil
}
