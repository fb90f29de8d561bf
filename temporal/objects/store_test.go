package objects

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
	"github.com/actionctl/connector/temporal/contract"
)

const digestOfHello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"

func connect(t *testing.T, cfg sandbox.Config) (*connector.Connector, *sandbox.Sandbox) {
	t.Helper()
	cfg.Registry = connector.Builtin()
	box, err := sandbox.Open(cfg)
	require.NoError(t, err)
	conn := box.Connection()
	conn.RetryBudget = -1
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{"lake": conn}})
	require.NoError(t, err)
	return c, box
}

// stores are each kind of store, with a function that changes what is stored.
func stores(t *testing.T) map[string]func(*testing.T) (Store, func(o contract.Object, text string)) {
	t.Helper()
	return map[string]func(*testing.T) (Store, func(contract.Object, string)){
		"directory": func(t *testing.T) (Store, func(contract.Object, string)) {
			path := t.TempDir()
			d, err := NewDirectory(path)
			require.NoError(t, err)
			return d, func(o contract.Object, text string) {
				require.NoError(t, os.WriteFile(filepath.Join(path, filepath.Base(o.URI)), []byte(text), 0o600))
			}
		},
		"volume": func(t *testing.T) (Store, func(contract.Object, string)) {
			c, _ := connect(t, sandbox.Config{})
			v, err := NewVolume(c, "lake", "/Volumes/main/default/objects")
			require.NoError(t, err)
			return v, func(o contract.Object, text string) {
				_, err := c.RunAction(t.Context(), "lake", upload, map[string]any{
					"file_path": strings.TrimPrefix(o.URI, "dbfs:"), "data": text, "overwrite": true,
				})
				require.NoError(t, err)
			}
		},
	}
}

func eachStore(t *testing.T, f func(t *testing.T, s Store, spoil func(contract.Object, string))) {
	for name, open := range stores(t) {
		t.Run(name, func(t *testing.T) {
			s, spoil := open(t)
			f(t, s, spoil)
		})
	}
}

func put(t *testing.T, s Store, owner, text string) contract.Object {
	t.Helper()
	o, err := s.Put(t.Context(), owner, strings.NewReader(text), "text/plain")
	require.NoError(t, err)
	return o
}

func readFrom(t *testing.T, s Store, o contract.Object, offset int64) (string, error) {
	t.Helper()
	r, err := s.Open(t.Context(), o, offset)
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(r)
	return string(text), errors.Join(err, r.Close())
}

func TestWhatIsStoredIsRead(t *testing.T) {
	eachStore(t, func(t *testing.T, s Store, _ func(contract.Object, string)) {
		o := put(t, s, "call 1 of a workflow", "hello")
		assert.Equal(t, contract.Object{URI: o.URI, Size: 5, SHA256: digestOfHello, Type: "text/plain"}, o)
		assert.NotContains(t, o.URI, "workflow")
		for offset, want := range []string{"hello", "ello", "llo", "lo", "o", ""} {
			text, err := readFrom(t, s, o, int64(offset))
			require.NoError(t, err)
			assert.Equal(t, want, text)
		}
		empty := put(t, s, "x", "")
		text, err := readFrom(t, s, empty, 0)
		require.NoError(t, err)
		assert.Empty(t, text)
		text, err = readFrom(t, s, o, 6)
		assert.ErrorIs(t, err, ErrOffset, text)
	})
}

func TestOwnersShareNothing(t *testing.T) {
	eachStore(t, func(t *testing.T, s Store, spoil func(contract.Object, string)) {
		a, again, b := put(t, s, "a", "hello"), put(t, s, "a", "hello"), put(t, s, "b", "hello")
		assert.Equal(t, a, again)
		assert.NotEqual(t, a.URI, b.URI)
		spoil(b, "gone")
		_, err := readFrom(t, s, a, 0)
		assert.NoError(t, err)
	})
}

// Many attempts of one call may store the same at once.
func TestAtTheSameTime(t *testing.T) {
	eachStore(t, func(t *testing.T, s Store, _ func(contract.Object, string)) {
		large := strings.Repeat("0123456789abcdef", 1<<12)
		var all sync.WaitGroup
		for range 16 {
			all.Go(func() {
				o, err := s.Put(t.Context(), "same", strings.NewReader(large), "")
				if !assert.NoError(t, err) {
					return
				}
				text, err := ReadAll(t.Context(), s, o, 1<<20)
				assert.NoError(t, err)
				assert.Equal(t, large, string(text))
			})
		}
		all.Wait()
	})
}

func TestDamageIsFound(t *testing.T) {
	eachStore(t, func(t *testing.T, s Store, spoil func(contract.Object, string)) {
		o := put(t, s, "x", "hello")
		for _, torn := range []string{"", "hell", "hello world", "jello"} {
			spoil(o, torn)
			_, err := readFrom(t, s, o, 0)
			assert.ErrorIs(t, err, ErrDamaged, "%q", torn)
			_, err = ReadAll(t.Context(), s, o, 100)
			assert.ErrorIs(t, err, ErrDamaged, "%q", torn)
		}
		spoil(o, "hello world")
		_, err := readFrom(t, s, o, 2)
		assert.ErrorIs(t, err, ErrDamaged, "the size is looked at")
	})
}

func TestHostileObjects(t *testing.T) {
	eachStore(t, func(t *testing.T, s Store, _ func(contract.Object, string)) {
		good := put(t, s, "x", "hello")
		root := strings.TrimSuffix(good.URI, "/"+filepath.Base(good.URI))
		name := filepath.Base(good.URI)
		for _, uri := range []string{
			"", "/", "file:///etc/passwd", "/etc/passwd", "dbfs:/Volumes/other/x/y/" + name, "http://127.0.0.1/" + name,
			root, root + "/", root + "/..", root + "/../" + name, root + "/../../etc/passwd", root + "//" + name, root + "/./" + name,
			root + "/" + name + "/", root + "/" + name + "?x=1", root + "/" + name + "%00", root + "/" + name + "\n", root + "\\" + name,
			root + "/" + strings.ToUpper(name), root + "/" + strings.Repeat("a", 1<<16), strings.Replace(good.URI, ":", "%3A", 1),
			root + "x/" + name, good.URI + "#", "file://host" + strings.TrimPrefix(root, "file://") + "/" + name,
		} {
			o := good
			o.URI = uri
			_, err := s.Open(t.Context(), o, 0)
			assert.ErrorIs(t, err, ErrForeign, uri)
			if err != nil {
				assert.Less(t, len(err.Error()), 1000)
			}
		}
		other := good
		other.SHA256 = strings.Repeat("0", 64)
		_, err := s.Open(t.Context(), other, 0)
		assert.ErrorIs(t, err, ErrForeign, "the name has another digest")
		negative := good
		negative.Size = -1
		_, err = s.Open(t.Context(), negative, 0)
		assert.ErrorIs(t, err, ErrForeign)
		_, err = s.Open(t.Context(), good, -1)
		assert.ErrorIs(t, err, ErrOffset)
		gone := good
		gone.URI, gone.SHA256 = root+"/"+name[:ownerDigits+1]+other.SHA256, other.SHA256
		_, err = s.Open(t.Context(), gone, 0)
		assert.ErrorIs(t, err, ErrGone)
	})
}

// What cannot be stored whole is not stored.
func TestBrokenOff(t *testing.T) {
	eachStore(t, func(t *testing.T, s Store, _ func(contract.Object, string)) {
		broke := errors.New("the answer broke off")
		_, err := s.Put(t.Context(), "x", io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broke)), "")
		assert.ErrorIs(t, err, broke)
		ctx, cancel := context.WithCancelCause(t.Context())
		stopped := errors.New("stopped")
		cancel(stopped)
		_, err = s.Put(ctx, "x", bytes.NewReader(make([]byte, 100)), "")
		assert.ErrorIs(t, err, stopped)
	})
}

func TestReadAllHasALimit(t *testing.T) {
	eachStore(t, func(t *testing.T, s Store, _ func(contract.Object, string)) {
		o := put(t, s, "x", "hello")
		_, err := ReadAll(t.Context(), s, o, 4)
		assert.ErrorIs(t, err, ErrTooLong)
		assert.ErrorContains(t, err, "5 bytes, and at most 4")
		text, err := ReadAll(t.Context(), s, o, 5)
		require.NoError(t, err)
		assert.Equal(t, "hello", string(text))
	})
}
