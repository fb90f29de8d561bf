package token

import (
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/actionctl/connector/internal/diskfile"
	"github.com/actionctl/connector/internal/spelling"
)

// Create makes a token and returns its secret, which is written down nowhere: this is the
// only time that it can be had. A zero expires is never. No two active tokens have the
// same name: ErrExists. What cannot be is ErrInvalid.
func (s *Store) Create(name string, scope Scope, expires time.Time) (secret string, t Token, err error) {
	now := s.now().UTC().Truncate(time.Second)
	if err := checkNew(name, scope, expires, now); err != nil {
		return "", Token{}, err
	}
	err = s.edit(func(list *file) error {
		for _, old := range list.Tokens {
			if old.Name == name && old.State(now) == Active {
				return fmt.Errorf("%w: %s (%s); revoke it, or choose another name", ErrExists, name, old.ID)
			}
		}
		id := newID()
		for list.byID()[id] != nil {
			id = newID()
		}
		secret = newSecret(id)
		_, h, _ := split(secret)
		t = Token{ID: id, Name: name, Scope: scope.clone(), Created: now, Expires: expires.UTC()}
		list.Tokens = append(list.Tokens, stored{t, h})
		return nil
	})
	if err != nil {
		return "", Token{}, err
	}
	return secret, t, nil
}

// Revoke ends a token for ever: the one with this id or this secret, or else the active one
// of this name. One that was revoked before stays as it was. The error for a token that
// there is not is ErrUnknown.
func (s *Store) Revoke(idOrName string) (t Token, err error) {
	idOrName = withoutSecret(idOrName)
	now := s.now().UTC().Truncate(time.Second)
	err = s.edit(func(list *file) error {
		found := list.meant(idOrName, now)
		if found == nil {
			return fmt.Errorf("%s: %s: %w%s", s.Path, idOrName, ErrUnknown, spelling.DidYouMean(idOrName, list.names()))
		}
		if found.Revoked == nil {
			found.Revoked = &now
		}
		t = found.Token
		return nil
	})
	return t, err
}

// List returns all tokens, in the order of their making, as the file has them now.
func (s *Store) List() ([]Token, error) {
	list, _, err := read(s.Path)
	tokens := make([]Token, 0, len(list.Tokens))
	for _, one := range list.Tokens {
		tokens = append(tokens, one.Token)
	}
	return tokens, err
}

// edit changes the file, which no other program changes meanwhile.
func (s *Store) edit(change func(*file) error) error {
	if s.Path != "" {
		defer diskfile.LockFolder(filepath.Dir(s.Path))()
	}
	list, _, err := read(s.Path)
	if err != nil {
		return err
	}
	if err := change(&list); err != nil {
		return err
	}
	if err := list.write(s.Path); err != nil {
		return err
	}
	s.hold(list)
	return nil
}

// meant is the token with this id, or the active one of this name, or the last of it.
func (l *file) meant(idOrName string, now time.Time) *stored {
	var named *stored
	for i := range l.Tokens {
		t := &l.Tokens[i]
		if t.ID == idOrName {
			return t
		}
		if t.Name == idOrName && (named == nil || named.State(now) != Active) {
			named = t
		}
	}
	return named
}

func (l *file) names() []string {
	var names []string
	for _, t := range l.Tokens {
		names = append(names, t.Name, t.ID)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
