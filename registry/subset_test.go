package registry

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOnlyAndWithout(t *testing.T) {
	r := opened(t, fstest.MapFS{"s/get_a.yaml": action("get_a", ""), "s/get_b.yaml": action("get_b", ""), "s/put_a.yaml": action("put_a", "")})
	all := []string{"get_a", "get_b", "put_a"}
	for _, c := range []struct {
		name string
		got  Registry
		want []string
	}{
		{"only one", r.Only("get_a"), []string{"get_a"}},
		{"only a glob", r.Only("get_*"), []string{"get_a", "get_b"}},
		{"only several", r.Only("put_*", "get_b"), []string{"get_b", "put_a"}},
		{"only nothing", r.Only(), []string{}},
		{"only what is not there", r.Only("x"), []string{}},
		{"only a malformed glob", r.Only("["), []string{}},
		{"without one", r.Without("get_a"), []string{"get_b", "put_a"}},
		{"without a glob", r.Without("get_*"), []string{"put_a"}},
		{"without a set", r.Without("[gp]*_a"), []string{"get_b"}},
		{"without all", r.Without("*"), []string{}},
		{"without nothing", r.Without(), all},
		{"without a malformed glob", r.Without("["), all},
		{"one after the other", r.Only("get_*").Without("*_b"), []string{"get_a"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, c.got.Names())
			assert.Equal(t, len(c.want), c.got.Len())
			for _, name := range all {
				_, ok := c.got.Lookup(name)
				assert.Equal(t, slices.Contains(c.want, name), ok, name)
			}
			assert.Equal(t, all, r.Names(), "the old one is as it was")
		})
	}
}

func TestWith(t *testing.T) {
	lower := opened(t, fstest.MapFS{"s/a.yaml": action("a", ""), "s/c.yaml": action("c", "")})
	upper := opened(t, fstest.MapFS{"u/b.yaml": action("b", ""), "u/c.yaml": action("c", "replaces: true\n")})
	sum, err := lower.With(upper)
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "b", "c"}, sum.Names())
	assert.Equal(t, 3, sum.Len())
	c, err := sum.Action("c")
	require.NoError(t, err)
	assert.Equal(t, "u", c.Service, "the upper one")
	assert.True(t, c.Replaces)
	e, ok := sum.Lookup("c")
	assert.True(t, ok)
	assert.Equal(t, "u", e.Service)

	assert.Equal(t, []string{"a", "c"}, lower.Names(), "the old ones are as they were")
	assert.Equal(t, []string{"b", "c"}, upper.Names())
	c, err = lower.Action("c")
	require.NoError(t, err)
	assert.Equal(t, "s", c.Service)

	assert.Equal(t, []string{"a"}, sum.Without("b", "c").Names(), "what is replaced does not come back")
	a, err := sum.Action("a")
	require.NoError(t, err)
	fromLower, err := lower.Action("a")
	require.NoError(t, err)
	assert.Same(t, fromLower, a, "copies share what is parsed")
}

func TestWithTwice(t *testing.T) {
	r := Registry{}
	for _, service := range []string{"s", "t", "u"} {
		more := "replaces: true\n"
		if service == "s" {
			more = ""
		}
		var err error
		r, err = r.With(opened(t, fstest.MapFS{service + "/a.yaml": action("a", more)}))
		require.NoError(t, err)
	}
	assert.Equal(t, []string{"a"}, r.Names())
	a, err := r.Action("a")
	require.NoError(t, err)
	assert.Equal(t, "u", a.Service)
}

func TestWithListsAllClashes(t *testing.T) {
	lower := opened(t, fstest.MapFS{"s/get_a.yaml": action("get_a", ""), "s/get_b.yaml": action("get_b", "")})
	upper := opened(t, fstest.MapFS{
		"u/get_a.yaml": action("get_a", ""), "u/get_bb.yaml": action("get_bb", "replaces: true\n"),
		"u/get_b.yaml": action("get_b", ""), "u/new.yaml": action("new", ""), "u/zebra.yaml": action("zebra", "replaces: true\n"),
	})
	sum, err := lower.With(upper)
	assert.EqualError(t, err, `cannot add actions:
get_a: an action of this name exists; say replaces: true to stand in for it
get_b: an action of this name exists; say replaces: true to stand in for it
get_bb: replaces an action that does not exist; did you mean "get_b"?
zebra: replaces an action that does not exist`)
	assert.Equal(t, []string{"get_a", "get_b"}, sum.Names(), "nothing is added")
}
