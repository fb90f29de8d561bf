package token

import "errors"

// What errors.Is finds in the errors of Verify. The client is to be told the same of all
// three; which it was is for logs.
var (
	ErrUnknown = errors.New("unknown token")
	ErrExpired = errors.New("token expired")
	ErrRevoked = errors.New("token revoked")
)

// ErrExists is what errors.Is finds in the error for a second active token of a name.
var ErrExists = errors.New("there is an active token of this name")

// ErrInvalid is what errors.Is finds in the error for a name, a scope or an expiry that
// cannot be; its text has all that is wrong.
var ErrInvalid = errors.New("invalid token")

type invalidError struct{ error }

func (e invalidError) Unwrap() error { return e.error }

// Is makes errors.Is(err, ErrInvalid) true.
func (invalidError) Is(target error) bool { return target == ErrInvalid }

// errHash is the error for a hash that is none. It shows nothing of it.
var errHash = errors.New("hash: expected 64 hexadecimal digits")
