package activities

import (
	"context"
	"errors"
	"fmt"
	"io"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/objects"
)

// chunkShare is the part of a payload that the bytes of a chunk take: base64 makes four
// bytes of three.
const chunkShare = 0.7

var (
	// errNoStore says that this worker cannot have made an object.
	errNoStore = errors.New("this worker has no store of objects")
	errRange   = errors.New("the range is none")
)

// ReadObject reads a part of an object.
func (a *Activities) ReadObject(ctx context.Context, r contract.Range) (*contract.Chunk, error) {
	ctx, _, end := a.beat(withCaller(ctx), nil)
	defer end()
	piece, err := a.piece(ctx, r)
	if err != nil {
		return nil, a.ended(ctx, objectError(err), connector.Call{Connection: a.Connection})
	}
	return chunkOf(r, piece, a.MaxPayload), nil
}

// piece reads what one chunk may have.
func (a *Activities) piece(ctx context.Context, r contract.Range) ([]byte, error) {
	if a.Objects == nil {
		return nil, errNoStore
	}
	if r.Length < 0 {
		return nil, fmt.Errorf("%w: its length is %d", errRange, r.Length)
	}
	most := int64(float64(a.MaxPayload) * chunkShare)
	if r.Length > 0 {
		most = min(most, r.Length)
	}
	from, err := a.Objects.Open(ctx, r.Object, r.Offset)
	if err != nil {
		return nil, err
	}
	left := r.Object.Size - r.Offset
	piece := make([]byte, min(most, left))
	if _, err = io.ReadFull(from, piece); err == nil && most >= left { // its end tells whether it is whole
		_, err = io.Copy(io.Discard, from)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = fmt.Errorf("%w: it ends before byte %d", objects.ErrDamaged, r.Object.Size)
	}
	return piece, errors.Join(err, from.Close())
}
