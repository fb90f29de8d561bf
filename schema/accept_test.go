package schema

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/actions"
	"github.com/actionctl/connector/registry"
)

// judge asks both whether a value is valid.
func judge(t testing.TB, c *Checker, name string, doc Document, value any, mode Mode) (accepted, valid bool) {
	t.Helper()
	set := map[Mode]*compiled{Strict: &c.strict, AllowUnknown: &c.open}[mode]
	accepted = set.accept.check(name, func() Document { return doc }, value)
	got := c.compile(set, name, doc, mode == AllowUnknown)
	require.NoError(t, got.err)
	return accepted, validate(got.schema, checkable(value)) == nil
}

// tally counts what the library finds valid, and what of it is accepted.
type tally struct{ valid, accepted int }

func (n *tally) hold(t testing.TB, c *Checker, name string, doc Document, value any, mode Mode) {
	t.Helper()
	normal, found := Normalize(value)
	if len(found) > 0 {
		return
	}
	accepted, valid := judge(t, c, name, doc, normal, mode)
	require.True(t, valid || !accepted, "%s, mode %d: the library refuses %#v", name, mode, normal)
	if valid {
		n.valid++
	}
	if accepted {
		n.accepted++
	}
}

// What an acceptor takes, the library finds valid, for every action and in both modes;
// and it takes nearly all that is valid.
func TestAcceptors(t *testing.T) {
	c := NewChecker(NewTypes(BuiltinTypes()))
	made := values{rand.New(rand.NewPCG(1, 2)), c.Types()}
	var n, spoilt tally
	reg := registry.New(actions.Files, actions.Index)
	for s := range reg.All() {
		a, err := reg.Action(s.Name)
		require.NoError(t, err)
		doc := Document(a.ParamsSchema())
		for _, mode := range []Mode{Strict, AllowUnknown} {
			for _, full := range []bool{true, false} {
				accepted, valid := judge(t, c, a.Name, doc, c.Types().Example(doc, a.Name, full), mode)
				assert.True(t, accepted && valid, "the example of %s", a.Name)
			}
			for range 20 {
				value := made.one(doc, 0)
				n.hold(t, c, a.Name, doc, value, mode)
				for range 4 {
					spoilt.hold(t, c, a.Name, doc, made.spoiled(value), mode)
				}
			}
		}
	}
	t.Logf("%d of %d valid values accepted, of spoilt ones %d of %d", n.accepted, n.valid, spoilt.accepted, spoilt.valid)
	assert.Greater(t, n.valid, 10_000)
	assert.GreaterOrEqual(t, float64(n.accepted), 0.999*float64(n.valid))
	assert.GreaterOrEqual(t, float64(spoilt.accepted), 0.999*float64(spoilt.valid))
}

func FuzzAccept(f *testing.F) {
	f.Add(uint64(1), uint64(2), "{}")
	types := typesOf(fuzzTypes)
	c := NewChecker(types)
	f.Fuzz(func(t *testing.T, seed, more uint64, text string) {
		made := values{rand.New(rand.NewPCG(seed, more)), types}
		var n tally
		for _, docText := range fuzzDocs {
			doc := document(t, docText)
			for _, mode := range []Mode{Strict, AllowUnknown} {
				value := made.one(doc, 0)
				n.hold(t, c, docText, doc, value, mode)
				n.hold(t, c, docText, doc, made.spoiled(made.spoiled(value)), mode)
				if raw, err := Decode([]byte(text)); err == nil {
					n.hold(t, c, docText, doc, raw, mode)
				}
			}
		}
	})
}

// A valid call is accepted without an allocation.
func TestAcceptingAllocatesNothing(t *testing.T) {
	c := NewChecker(NewTypes(BuiltinTypes()))
	reg := registry.New(actions.Files, actions.Index)
	for _, name := range []string{"post_api_2_1_clusters_create", "post_api_2_2_jobs_create", "get_api_2_2_jobs_list"} {
		a, err := reg.Action(name)
		require.NoError(t, err)
		doc := Document(a.ParamsSchema())
		value := c.Types().Example(doc, name, true)
		document := func() Document { return doc }
		check := func() {
			if found, err := c.Check(name, document, value, Strict); err != nil || len(found) > 0 {
				t.Fatal(found, err)
			}
		}
		check()
		assert.Zero(t, testing.AllocsPerRun(100, check), name)
	}
}
