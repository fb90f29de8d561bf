package token

import (
	"io/fs"
	"os"
	"time"
)

// find is the token of an id, nobody if there is none.
func (s *Store) find(id string, now time.Time) *stored {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.look(now)
	if found := s.held[id]; found != nil {
		return found
	}
	return &nobody
}

// look reads the file if it is another one than last time, and asks the disk for that
// once in lookPause. Content that cannot be used leaves the last that could.
func (s *Store) look(now time.Time) {
	if since := now.Sub(s.looked); !s.looked.IsZero() && since >= 0 && since < lookPause {
		return
	}
	s.looked = now
	info, err := os.Stat(s.Path)
	if err == nil && s.info != nil && unchanged(info, s.info) {
		return
	}
	list, info, err := read(s.Path)
	s.info, s.err = info, err
	if err == nil {
		s.held = list.byID()
	}
}

// hold takes what was just written for the content, and makes the next look a real one.
func (s *Store) hold(list file) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held, s.err, s.looked, s.info = list.byID(), nil, time.Time{}, nil
}

// unchanged reports whether a file is the same one with, by all signs, the same content,
// and open to the same people.
func unchanged(a, b fs.FileInfo) bool {
	return os.SameFile(a, b) && a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size() && a.Mode() == b.Mode()
}
