package durable

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"go.temporal.io/sdk/workflow"

	"github.com/actionctl/connector/temporal/contract"
)

// MaxContent bounds the objects that Decode and Content read into a workflow: all of it
// is kept in the history.
const MaxContent = 8 << 20

// ErrTooLong says that an object does not belong into a workflow.
var ErrTooLong = errors.New("the object is too large for the history of a workflow")

// ErrDamaged says that an object is not what was stored.
var ErrDamaged = errors.New("the object is not what was stored")

// Content reads a whole object of at most MaxContent bytes.
func Content(ctx workflow.Context, o contract.Object) ([]byte, error) {
	if o.Size > MaxContent {
		return nil, fmt.Errorf("%w: %s has %d bytes, and %d are the limit; hand the object on, or read it in an activity of your own", ErrTooLong, o.URI, o.Size, MaxContent)
	}
	var text []byte
	sum := sha256.New()
	for next := int64(0); ; {
		c, err := ReadObject(ctx, contract.Range{Object: o, Offset: next})
		if err != nil {
			return nil, err
		}
		piece := append(c.Data, c.Text...)
		sum.Write(piece)
		text = append(text, piece...)
		if c.Next == 0 {
			break
		}
		if c.Next <= next || int64(len(text)) > o.Size {
			return nil, fmt.Errorf("%w: %s at byte %d", ErrDamaged, o.URI, next)
		}
		next = c.Next
	}
	if digest := hex.EncodeToString(sum.Sum(nil)); digest != o.SHA256 {
		return nil, fmt.Errorf("%w: the digest of %s is %s", ErrDamaged, o.URI, digest)
	}
	return text, nil
}
