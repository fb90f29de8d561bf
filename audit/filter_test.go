package audit_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/audit"
)

func TestFilter(t *testing.T) {
	r := record(0)
	r.Caller = audit.Caller{Front: audit.Gateway, Name: "ci"}
	r.Safety, r.Decision, r.Phase, r.Error = "cost", audit.Denied, audit.Refused, "POLICY_REFUSED"
	for _, f := range []audit.Filter{
		{},
		{Since: noon}, {Until: noon.Add(1)}, {Caller: "ci"}, {Front: "gateway"}, {Connection: "w"},
		{Action: "get_api_2_2_jobs_get"}, {Action: "get_*_jobs_*"}, {Safety: "cost"}, {Decision: "denied"}, {Phase: "refused"},
		{Failed: true}, {Call: r.Call}, {Caller: "ci", Failed: true, Action: "get_*", Until: noon.Add(time.Hour)},
	} {
		assert.NoError(t, f.Validate())
		assert.True(t, f.Takes(r), "%+v", f)
	}
	for _, f := range []audit.Filter{
		{Since: noon.Add(1)}, {Until: noon}, {Caller: "c"}, {Front: "cli"}, {Connection: "v"}, {Action: "jobs"}, {Action: "["},
		{Safety: "read"}, {Decision: "allowed"}, {Phase: "end"}, {Call: "x"}, {Caller: "ci", Connection: "v"},
	} {
		assert.False(t, f.Takes(r), "%+v", f)
	}
	assert.False(t, audit.Filter{Failed: true}.Takes(record(0)))
	for text, f := range map[string]audit.Filter{
		`action "[" is no glob`: {Action: "["},
		`front "door" is not one of [library cli gateway mcp temporal]`:    {Front: "door"},
		`decision "maybe" is not one of [allowed confirmed denied]`:        {Decision: "maybe"},
		`phase "late" is not one of [begin end refused]`:                   {Phase: "late"},
		"nothing is between 2026-01-31T12:00:00Z and 2026-01-31T12:00:00Z": {Since: noon, Until: noon},
	} {
		assert.ErrorContains(t, f.Validate(), text)
		_, notes := callsOf(t, audit.Read(pathIn(t), f))
		require.Len(t, notes, 1)
		assert.ErrorContains(t, notes[0], text)
	}
}

// Open calls are those that nobody knows the end of, wherever in the files that would be.
func TestOpenCalls(t *testing.T) {
	path := pathIn(t)
	f := open(t, path, audit.Options{MaxBytes: 1})
	phase := func(n int, phase string) audit.Record {
		r := record(n)
		r.Phase = phase
		return r
	}
	write(t, f, phase(1, audit.Begin), phase(0, audit.Begin), phase(2, audit.Begin), record(1), record(3), phase(4, audit.Refused), phase(5, audit.Begin), phase(5, audit.Refused))
	appendText(t, path, "{")
	calls, notes := callsOf(t, audit.Read(path, audit.Filter{Open: true}))
	assert.Equal(t, []string{record(0).Call, record(2).Call}, calls)
	assert.Len(t, notes, 1)
	calls, _ = callsOf(t, audit.Read(path, audit.Filter{Open: true, Since: record(1).Time}))
	assert.Equal(t, []string{record(2).Call}, calls)
	for _, err := range audit.Read(path, audit.Filter{Open: true}) {
		assert.ErrorIs(t, err, audit.ErrCut)
		break // as it is told to
	}
}

func TestNoFile(t *testing.T) {
	calls, notes := callsOf(t, audit.Read(pathIn(t), audit.Filter{}))
	assert.Empty(t, calls)
	require.Len(t, notes, 1)
	assert.ErrorContains(t, notes[0], "no such file")
	path := pathIn(t)
	f := open(t, path+".000001", audit.Options{})
	write(t, f, record(0))
	assert.Equal(t, numbered(0, 1), all(t, path), "the newest may be missing")
}

// What comes from outside cannot fill the file or steer a terminal.
func TestPrintable(t *testing.T) {
	r := record(0)
	r.Action, r.Connection = strings.Repeat("ü", 1000), "a\n\x1b[31m\tb\xff"
	r.Caller = audit.Caller{Front: "cli", Name: "n\r", Agent: "a\u009b", Request: strings.Repeat("x", 201)}
	p := r.Printable()
	assert.Equal(t, strings.Repeat("ü", 100)+"…", p.Action)
	assert.Equal(t, "a  [31m b?", p.Connection)
	assert.Equal(t, audit.Caller{Front: "cli", Name: "n ", Agent: "a ", Request: strings.Repeat("x", 200) + "…"}, p.Caller)
	assert.Equal(t, p, p.Printable(), "what is cut stays as it is")
	odd := record(0)
	odd.Action = "a" + strings.Repeat("ü", 1000)
	assert.Equal(t, "a"+strings.Repeat("ü", 99)+"…", odd.Printable().Action)
}

func TestModes(t *testing.T) {
	for _, m := range append(audit.Modes(), "") {
		assert.NoError(t, m.Validate())
	}
	assert.EqualError(t, audit.Mode("lax").Validate(), `audit mode "lax" is not one of [strict strict_mutations best_effort]`)
}
