package registry

import (
	"io/fs"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// builtinCount is how many actions the module has.
const builtinCount = 724

func builtinFiles() fs.FS { return os.DirFS("../actions") }

func builtinTypes() fs.FS { return os.DirFS("../schema/types") }

func builtin(t testing.TB) Registry {
	t.Helper()
	r, err := Open(builtinFiles())
	require.NoError(t, err)
	require.Equal(t, builtinCount, r.Len())
	return r
}

// everyFile yields the text of all built-in descriptors and type files.
func everyFile(t testing.TB) map[string][]byte {
	t.Helper()
	texts := map[string][]byte{}
	files, err := Files(builtinFiles())
	require.NoError(t, err)
	require.Len(t, files, builtinCount)
	for _, file := range files {
		texts[file], err = fs.ReadFile(builtinFiles(), file)
		require.NoError(t, err)
	}
	types, err := fs.Glob(builtinTypes(), "*.yaml")
	require.NoError(t, err)
	require.Len(t, types, 20)
	for _, file := range types {
		texts["types/"+file], err = fs.ReadFile(builtinTypes(), file)
		require.NoError(t, err)
	}
	return texts
}
