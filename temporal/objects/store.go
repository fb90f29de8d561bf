// Package objects keeps what is too large for the history of a workflow: in a folder
// that the workers share, or in a volume of the workspace.
//
// An object is named by what it belongs to and by its content. The same content stored
// again for the same owner is the same object, an object is never changed, and two
// owners never share one: it can be removed without a thought for others. Nothing here
// removes objects; whoever runs the store does, by age.
//
// The name is the key to an object: a store asks nobody who he is, and gives an object to
// any activity that names it. A name cannot be guessed without the content. Connections
// whose workflows must not read each other's objects need stores, and workers, of their own.
package objects

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/actionctl/connector/temporal/contract"
)

// Store keeps objects. It is safe for concurrent use, also by several processes.
type Store interface {
	// Put stores all of r, or nothing. owner says what it belongs to, such as one call
	// of one workflow; it is not told by the object's name. typ is the media type.
	Put(ctx context.Context, owner string, r io.Reader, typ string) (contract.Object, error)
	// Open reads an object from an offset on. Read to its end from the beginning, its
	// size and digest are checked, else its size: an error is then ErrDamaged and comes
	// in the place of io.EOF. Who needs to be sure acts after the end.
	Open(ctx context.Context, o contract.Object, offset int64) (io.ReadCloser, error)
}

// Errors for errors.Is.
var (
	ErrForeign = errors.New("the object is none of this store") // nothing was read
	ErrGone    = errors.New("the object is not there any more")
	ErrDamaged = errors.New("the object is not what was stored")
	ErrOffset  = errors.New("the offset is outside of the object")
	ErrTooLong = errors.New("the object is too large")
)

// ReadAll reads a whole object that has at most so many bytes, and is sure of it.
func ReadAll(ctx context.Context, s Store, o contract.Object, most int64) ([]byte, error) {
	if o.Size > most {
		return nil, fmt.Errorf("%w: %s has %d bytes, and at most %d can be read into memory", ErrTooLong, o.URI, o.Size, most)
	}
	r, err := s.Open(ctx, o, 0)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(r)
	if err = errors.Join(err, r.Close()); err != nil {
		return nil, err
	}
	return text, nil
}
