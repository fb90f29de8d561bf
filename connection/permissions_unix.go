//go:build unix

package connection

import "io/fs"

// othersMay is what group and others may do with a file.
func othersMay(mode fs.FileMode) fs.FileMode { return mode.Perm() & 0o077 }
