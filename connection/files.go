package connection

import (
	"maps"
	"os"
	"slices"
)

// File is a file that connections are read from.
type File struct {
	Path   string
	Exists bool
	Names  []string // of the connections in it, sorted
	Err    error    // why it cannot be used; it names the file and the cure
}

// Files are the files that this store reads, as they are now: connections.yaml, then that
// of the profiles. One whose place is not known, for want of a home, is left out.
func (s *Store) Files() []File {
	own, ownErr := s.readConnections()
	profiles, profilesErr := s.readProfiles()
	var files []File
	for _, f := range []File{
		{Path: own.path, Names: slices.Sorted(maps.Keys(own.entries)), Err: ownErr},
		{Path: profiles.path, Names: slices.Sorted(maps.Keys(profiles.profiles)), Err: profilesErr},
	} {
		if f.Path == "" {
			continue
		}
		_, err := os.Stat(f.Path)
		f.Exists = err == nil
		files = append(files, f)
	}
	return files
}
