//go:build unix

package diskfile

import "io/fs"

// OthersMay is what group and others may do with a file of this mode.
func OthersMay(mode fs.FileMode) fs.FileMode { return mode.Perm() & 0o077 }
