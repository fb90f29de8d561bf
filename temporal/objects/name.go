package objects

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"

	"github.com/actionctl/connector/temporal/contract"
)

// ownerDigits of the digest of an owner are enough to tell owners apart.
const ownerDigits = 24

// nameOf is the file of an object: digests of its owner and its content. Neither can
// lead out of a folder, and neither tells anything.
func nameOf(owner, content string) string {
	sum := sha256.Sum256([]byte(owner))
	return hex.EncodeToString(sum[:])[:ownerDigits] + "-" + content
}

// fileOf is the file that an object names below the root of a store. The object comes
// from a workflow and may say anything.
func fileOf(o contract.Object, root string, offset int64) (string, error) {
	name, ok := strings.CutPrefix(o.URI, root+"/")
	if !ok || !isName(name) || !strings.HasSuffix(name, "-"+o.SHA256) {
		return "", fmt.Errorf("%w: %q with the digest %q; objects here are %s/OWNER-DIGEST, as an activity gave them", ErrForeign, shown(o.URI), shown(o.SHA256), root)
	}
	if o.Size < 0 {
		return "", fmt.Errorf("%w: its size is %d", ErrForeign, o.Size)
	}
	if offset < 0 || offset > o.Size {
		return "", fmt.Errorf("%w: %d of %d bytes", ErrOffset, offset, o.Size)
	}
	return name, nil
}

// isName compiles its pattern when it is asked: most programs never ask.
func isName(s string) bool {
	matched, err := regexp.MatchString(`^[0-9a-f]{24}-[0-9a-f]{64}$`, s)
	return err == nil && matched
}

// shown bounds what a message repeats.
func shown(s string) string {
	const most = 200
	if len(s) > most {
		return s[:most] + "…"
	}
	return s
}
