package connection

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseProfiles(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want map[string]map[string]string
	}{
		"nothing":         {"", map[string]map[string]string{}},
		"comments":        {"# a\n; b\n\n  # c\n[p] # d\n", map[string]map[string]string{"p": {}}},
		"keys":            {"[p]\nhost=h\n token =  t \nempty=\n", map[string]map[string]string{"p": {"host": "h", "token": "t", "empty": ""}}},
		"not inherited":   {"[DEFAULT]\nhost=h\n[p]\ntoken=t", map[string]map[string]string{"DEFAULT": {"host": "h"}, "p": {"token": "t"}}},
		"comment behind":  {"[p]\ntoken = t # old\n", map[string]map[string]string{"p": {"token": "t"}}},
		"hash in a value": {"[p]\na = x#y\nb = #z\nc = x=#y\n", map[string]map[string]string{"p": {"a": "x#y", "b": "#z", "c": "x=#y"}}},
		"BOM and CRLF":    {"\ufeff[p]\r\nhost = h\r\n", map[string]map[string]string{"p": {"host": "h"}}},
		"long line":       {"[p]\ntoken=" + strings.Repeat("x", 100_000), map[string]map[string]string{"p": {"token": strings.Repeat("x", 100_000)}}},
		"spaces in names": {"[ my profile ]\nhost=h", map[string]map[string]string{"my profile": {"host": "h"}}},
	} {
		profiles, err := parseProfiles("cfg", c.text)
		require.NoError(t, err, name)
		got := map[string]map[string]string{}
		for section, p := range profiles {
			assert.Equal(t, section, p.name)
			got[section] = p.keys
		}
		assert.Equal(t, c.want, got, name)
	}
}

func TestParseProfilesRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"host = c4nary":             "cfg:1: expected key = value below a [profile]",
		"[p]\n\ndapi-c4nary":        "cfg:3: expected key = value below a [profile]",
		"[p\ntoken = c4nary":        "cfg:1: a section is written [name]",
		"[ ]\n":                     "cfg:1: a section is written [name]",
		"[p]\na=c4nary\n[q]\n[p]\n": "cfg:4: profile p stands here twice",
	} {
		_, err := parseProfiles("cfg", text)
		assert.EqualError(t, err, want)
	}
}

// FuzzProfiles: no file makes the parser panic, and no error shows a value.
func FuzzProfiles(f *testing.F) {
	for _, text := range []string{"", "[p]\nhost = h\ntoken = t # c\n", "[p]\r\n=x\n", "a=b", "[", "[]", "\ufeff[p]\n\x00=\xff", "[p]\n[p]", "[__settings__]\ndefault_profile = p", "[a=b]\n=", "[p] x=y", "[p]\nx"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		const canary = "c4nary"
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			if key, _, ok := strings.Cut(line, "="); ok {
				lines[i] = key + "=" + canary
			}
		}
		profiles, err := parseProfiles("cfg", strings.Join(lines, "\n"))
		if err != nil {
			assert.NotContains(t, err.Error(), canary)
			assert.Nil(t, profiles)
			return
		}
		for name, p := range profiles {
			assert.NotEmpty(t, name)
			for _, value := range p.keys {
				assert.Equal(t, canary, value)
			}
		}
	})
}
