package token

import (
	"io/fs"
	"sync"
	"time"
)

// Store keeps tokens in a file, which only its owner may touch. Changes by other programs
// are seen: by Verify within lookPause, by all else at once. It is safe for concurrent use.
type Store struct {
	// Path of the file. There may be none yet: then there are no tokens.
	Path string
	// Now tells the time; nil means time.Now.
	Now func() time.Time

	mu     sync.Mutex
	held   map[string]*stored // by id; the last content that could be used
	err    error              // why what is in the file now cannot be used
	info   fs.FileInfo        // of the file as it was last read
	looked time.Time
}

// lookPause is how long a look at the file is good for.
const lookPause = time.Second

// stored is a token as the file has it.
type stored struct {
	Token
	Hash hash `json:"hash"` // SHA-256 of the secret
}

// Verify finds the token of a secret. The error is ErrUnknown, or ErrExpired or
// ErrRevoked with the token beside it. While the file cannot be used, the tokens of its
// last good content count, and Err says why.
func (s *Store) Verify(secret string) (Token, error) {
	id, h, ok := split(secret)
	if !ok {
		return Token{}, ErrUnknown
	}
	now := s.now()
	found := s.find(id, now)
	if !h.equal(found.Hash) {
		return Token{}, ErrUnknown
	}
	switch found.State(now) {
	case Revoked:
		return found.Token, ErrRevoked
	case Expired:
		return found.Token, ErrExpired
	}
	return found.Token, nil
}

// Err is why the file cannot be used as it is now, nil if it can.
func (s *Store) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.look(s.now())
	return s.err
}

// nobody stands for the token of an id that there is not, so that it is answered as late
// as one that there is. No secret has its hash.
var nobody stored

func (s *Store) now() time.Time {
	if s.Now == nil {
		return time.Now()
	}
	return s.Now()
}
