package connection

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Reload reads the files anew and returns the names whose connections are others than
// before, sorted: changed, new or gone. Where a connection is as it was, Find goes on to
// give the same one, with its pool, its limits and its tokens; what others give away by
// then works on. What the program brings never changes.
//
// A file that cannot be used counts as it was last time, and the error says what is wrong
// with it; a connection in use that cannot be made anew keeps everything as it is. From
// the first Reload on, the store reads its files in Reload only, and what Add, Remove and
// SetDefault write counts from the next one on.
func (s *Store) Reload() (changed []string, err error) {
	s.reloading.Lock()
	defer s.reloading.Unlock()
	old := s.kept.Load()
	fresh, err := s.readAll(old)
	s.mu.Lock()
	defer s.mu.Unlock()
	found := maps.Clone(s.found)
	for _, name := range s.namesIn(old, fresh) {
		before, was := s.before(name, old)
		now, is, problem := s.definitionIn(name, fresh.connections, fresh.profiles)
		if problem == nil && was == is && (!is || before.same(&now)) {
			continue
		}
		_, used := found[name]
		delete(found, name)
		switch {
		case problem != nil && !used:
			continue // Find says so
		case problem == nil && used && is:
			var c *Connection
			if c, problem = now.connection(s.machine(), s.ownConfigFile()); problem == nil {
				found[name] = foundConnection{c, now}
			}
		}
		if problem != nil && errors.Is(err, problem) { // of a file
			return nil, err
		}
		if problem != nil {
			return nil, errors.Join(err, fmt.Errorf("connection %s: %w; nothing was changed", name, problem))
		}
		changed = append(changed, name)
	}
	s.found = found
	s.kept.Store(fresh)
	return changed, err
}

// readAll reads the files. One that cannot be used counts as in old, if it was of use then.
func (s *Store) readAll(old *written) (*written, error) {
	var w written
	w.own, w.ownErr = s.readConnections()
	w.profileFile, w.profilesErr = s.readProfiles()
	if w.ownErr == nil && old != nil && w.own.blank && len(old.own.entries) > 0 {
		w.ownErr = vanished(w.own.path, "connections: {}")
	}
	if w.profilesErr == nil && old != nil && w.profileFile.blank && len(old.profileFile.profiles) > 0 {
		w.profilesErr = vanished(w.profileFile.path, "a comment, such as # none")
	}
	err := errors.Join(w.ownErr, w.profilesErr)
	if old != nil && w.ownErr != nil {
		w.own, w.ownErr = old.own, old.ownErr
	}
	if old != nil && w.profilesErr != nil {
		w.profileFile, w.profilesErr = old.profileFile, old.profilesErr
	}
	return &w, err
}

// vanished is the error for a file that had connections and is blank now, as files are while
// they are being written.
func vanished(path, none string) error {
	return fmt.Errorf("%s: had connections and is empty or gone; if there are to be none, write into it %s", path, none)
}

// namesIn are the names that may have changed, sorted: those in use, and, once there is
// something to compare with, those of the files. The program's own are not among them.
func (s *Store) namesIn(old, fresh *written) []string {
	names := slices.Collect(maps.Keys(s.found))
	if old != nil {
		for _, w := range []*written{old, fresh} {
			names = slices.AppendSeq(names, maps.Keys(w.own.entries))
			names = slices.AppendSeq(names, maps.Keys(w.profileFile.profiles))
		}
	}
	names = slices.DeleteFunc(names, func(name string) bool { _, given := s.Given[name]; return given })
	slices.Sort(names)
	return slices.Compact(names)
}

// before is what a name meant up to now.
func (s *Store) before(name string, old *written) (d definition, was bool) {
	if c, used := s.found[name]; used {
		return c.definition, true
	}
	d, was, err := s.definitionIn(name, old.connections, old.profiles)
	return d, was && err == nil
}
