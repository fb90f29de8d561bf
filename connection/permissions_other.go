//go:build !unix

package connection

import "io/fs"

// othersMay knows nothing: permissions are not in the mode here.
func othersMay(fs.FileMode) fs.FileMode { return 0 }
