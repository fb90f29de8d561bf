//go:build !unix

package diskfile

import "io/fs"

// OthersMay knows nothing: permissions are not in the mode here.
func OthersMay(fs.FileMode) fs.FileMode { return 0 }
