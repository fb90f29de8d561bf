package token

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestVerify(t *testing.T) {
	s, clock := newStore(t)
	secret, made := create(t, s, "ci", began.Add(time.Hour))
	other, _ := create(t, s, "other", time.Time{})
	assert.Regexp(t, `^act_`+made.ID+`_[a-z2-7]{52}$`, secret)

	got, err := s.Verify(secret)
	require.NoError(t, err)
	assert.Equal(t, made, got)

	for _, wrong := range []string{
		"", "act_", secret[:len(secret)-1], secret + "a", strings.ToUpper(secret), "Bearer " + secret, " " + secret,
		secret[:13] + other[13:],                  // the id of one with the secret of another
		"act_aaaaaaaa" + secret[12:],              // an id that there is not
		"act_aaaaaaaa_" + strings.Repeat("a", 52), // nor the secret
		strings.Repeat("\x00", len(secret)),
	} {
		got, err := s.Verify(wrong)
		require.ErrorIs(t, err, ErrUnknown, wrong)
		assert.Zero(t, got)
		assert.NotContains(t, err.Error(), made.ID)
	}

	clock.pass(time.Hour - time.Nanosecond)
	_, err = s.Verify(secret)
	require.NoError(t, err)
	clock.pass(time.Nanosecond)
	got, err = s.Verify(secret)
	require.ErrorIs(t, err, ErrExpired)
	assert.Equal(t, "ci", got.Name, "for the log")
	clock.pass(1000 * 24 * time.Hour)
	_, err = s.Verify(other)
	require.NoError(t, err, "without an end there is none")
}

func TestNothingButTheHashIsKept(t *testing.T) {
	s, _ := newStore(t)
	secret, made := create(t, s, "ci", time.Time{})
	text, err := os.ReadFile(s.Path)
	require.NoError(t, err)
	assert.Contains(t, string(text), made.ID)
	assert.NotContains(t, string(text), secret[len("act_"+made.ID+"_"):])
	assert.NotContains(t, string(text), secret[len(secret)-12:])
}

func TestRevoke(t *testing.T) {
	s, clock := newStore(t)
	first, a := create(t, s, "ci", time.Time{})
	_, err := s.Verify(first)
	require.NoError(t, err)
	got, err := s.Revoke("ci")
	require.NoError(t, err)
	assert.Equal(t, a.ID, got.ID)
	assert.Equal(t, began, *got.Revoked)
	_, err = s.Verify(first)
	require.ErrorIs(t, err, ErrRevoked, "at once, in the same process")

	clock.pass(time.Minute)
	second, b := create(t, s, "ci", began.Add(time.Hour)) // the name is free again
	again, err := s.Revoke(a.ID)
	require.NoError(t, err)
	assert.Equal(t, began, *again.Revoked, "the first time counts")
	got, err = s.Revoke("ci")
	require.NoError(t, err)
	assert.Equal(t, b.ID, got.ID, "of two with the name, the active one")
	clock.pass(2 * time.Hour)
	_, err = s.Verify(second)
	require.ErrorIs(t, err, ErrRevoked, "what was revoked did not just expire")
}

// A secret found where it should not be is reason enough, and is not shown.
func TestRevokeBySecret(t *testing.T) {
	s, _ := newStore(t)
	secret, a := create(t, s, "ci", time.Time{})
	got, err := s.Revoke(secret)
	require.NoError(t, err)
	assert.Equal(t, a.ID, got.ID)
	_, err = s.Revoke("act_aaaaaaaa_secretsecret")
	require.ErrorIs(t, err, ErrUnknown)
	assert.NotContains(t, err.Error(), "secretsecret")
	_, err = s.Revoke("act_")
	require.ErrorIs(t, err, ErrUnknown)
	_, err = s.Revoke("cii")
	require.ErrorIs(t, err, ErrUnknown)
	assert.ErrorContains(t, err, `did you mean "ci"?`)
}

func TestCreateRefuses(t *testing.T) {
	s, _ := newStore(t)
	create(t, s, "ci", time.Time{})
	_, _, err := s.Create("ci", onProd, time.Time{})
	require.ErrorIs(t, err, ErrExists)

	_, _, err = s.Create("c i", Scope{Connections: []string{"[", "ok"}, Actions: []string{""}, Classes: []string{"reed"}}, began)
	require.ErrorIs(t, err, ErrInvalid)
	for _, problem := range []string{"name: ", `connections: "[" is no glob`, `actions: "" is no glob`, `classes: "reed" is not one of`, `did you mean "read"?`, "expires: 2026-11-22T12:00:00Z is past"} {
		assert.ErrorContains(t, err, problem)
	}
	for _, glob := range []string{"a\nb", "\xff", "\u202e", "\x1b[2J"} {
		_, _, err = s.Create("odd", Scope{Connections: []string{glob}}, time.Time{})
		require.ErrorContains(t, err, "is no glob")
	}
	_, _, err = s.Create("act_1", onProd, time.Time{})
	require.ErrorIs(t, err, ErrInvalid)
	_, _, err = s.Create("none", Scope{}, time.Time{})
	require.ErrorContains(t, err, "nothing may be run")
	tokens, err := s.List()
	require.NoError(t, err)
	assert.Len(t, tokens, 1)

	_, _, err = (&Store{}).Create("ci", onProd, time.Time{})
	require.ErrorContains(t, err, "there is no place for tokens")
}

func TestList(t *testing.T) {
	s, clock := newStore(t)
	tokens, err := s.List()
	require.NoError(t, err)
	assert.Empty(t, tokens)
	assert.NotNil(t, tokens)
	_, a := create(t, s, "z", began.Add(time.Minute))
	clock.pass(time.Minute)
	_, b := create(t, s, "a", time.Time{})
	revoked, err := s.Revoke("a")
	require.NoError(t, err)
	tokens, err = s.List()
	require.NoError(t, err)
	assert.Equal(t, []Token{a, revoked}, tokens)
	assert.Equal(t, Active, b.State(clock.now))
	assert.Equal(t, Expired, tokens[0].State(clock.now))
	assert.Equal(t, Revoked, tokens[1].State(clock.now))
}

// What is made does not change with the slices it was made from.
func TestScopeIsCopied(t *testing.T) {
	s, _ := newStore(t)
	scope := Scope{Connections: []string{"prod"}, Actions: []string{"get_*"}, Classes: []string{"read"}}
	_, made, err := s.Create("ci", scope, time.Time{})
	require.NoError(t, err)
	scope.Connections[0], scope.Actions[0], scope.Classes[0] = "*", "*", "destructive"
	assert.Equal(t, Scope{Connections: []string{"prod"}, Actions: []string{"get_*"}, Classes: []string{"read"}}, made.Scope)
}
