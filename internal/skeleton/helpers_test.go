package skeleton_test

import (
	"io/fs"
	"testing/fstest"
)

// mapFS holds one file of types, those of service x.
func mapFS(text string) fs.FS { return fstest.MapFS{"x.yaml": {Data: []byte(text)}} }
