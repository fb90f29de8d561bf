package main

import (
	"bytes"
	"encoding/json"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// patient is what doctor says about a workspace, by what each finding is about.
func patient(t *testing.T, env map[string]string, args ...string) (map[string]finding, int) {
	t.Helper()
	home := t.TempDir()
	var out, errs bytes.Buffer
	io := &streams{In: strings.NewReader(""), Out: &out, Err: &errs, Getenv: func(name string) string {
		if name == "HOME" {
			return home
		}
		return env[name]
	}}
	code := run(t.Context(), io, append([]string{"doctor", "-o", "json"}, args...))
	var all []finding
	require.NoError(t, json.Unmarshal(out.Bytes(), &all), "%s%s", out.String(), errs.String())
	found := map[string]finding{}
	for _, f := range all {
		found[f.About] = f
	}
	return found, code
}

func answersAt(date time.Time) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", date.UTC().Format(http.TimeFormat))
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"userName":"me@example.com"}`))
	}
}

func TestDoctorFindsAHealthyWorkspace(t *testing.T) {
	srv := httptest.NewServer(answersAt(time.Now()))
	defer srv.Close()
	found, code := patient(t, map[string]string{"DATABRICKS_HOST": srv.URL, "DATABRICKS_TOKEN": "geheim-1234"})
	assert.Equal(t, exitOK, code)
	assert.Equal(t, "signed in as me@example.com", found["connection env"].Says)
	assert.Equal(t, fine, found["clock"].Level)
	assert.Equal(t, fine, found["network"].Level)
	assert.Equal(t, unwise, found["certificate"].Level, "http is worth a warning")
}

func TestDoctorFindsAClockThatIsOff(t *testing.T) {
	for off, level := range map[time.Duration]string{-2 * time.Minute: unwise, 2 * time.Minute: unwise, time.Hour: broken, -time.Hour: broken} {
		srv := httptest.NewServer(answersAt(time.Now().Add(off)))
		found, code := patient(t, map[string]string{"DATABRICKS_HOST": srv.URL, "DATABRICKS_TOKEN": "geheim-1234"})
		srv.Close()
		assert.Equal(t, level, found["clock"].Level, off)
		assert.NotEmpty(t, found["clock"].Mend)
		assert.Equal(t, level == broken, code != exitOK)
	}
}

func TestDoctorFindsACertificateThatIsNotTrusted(t *testing.T) {
	srv := httptest.NewTLSServer(answersAt(time.Now()))
	defer srv.Close()
	env := map[string]string{"DATABRICKS_HOST": srv.URL, "DATABRICKS_TOKEN": "geheim-1234"}
	found, code := patient(t, env)
	assert.Equal(t, exitLocal, code)
	assert.Equal(t, broken, found["certificate"].Level)
	assert.Contains(t, found["certificate"].Mend, "ca_file")

	folder := t.TempDir()
	authority := filepath.Join(folder, "ca.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: srv.Certificate().Raw})
	require.NoError(t, os.WriteFile(authority, text, 0o600))
	file := filepath.Join(folder, "connections.yaml")
	require.NoError(t, os.WriteFile(file, []byte("connections:\n  lab:\n    host: "+srv.URL+"\n    auth: {token: env:LAB}\n    ca_file: "+authority+"\n"), 0o600))
	found, code = patient(t, map[string]string{"ACTIONCTL_CONNECTIONS": file, "LAB": "geheim-1234"}, "lab")
	assert.Equal(t, exitOK, code, found)
	assert.Equal(t, fine, found["certificate"].Level)
}

func TestDoctorFindsAHostThatIsNotThere(t *testing.T) {
	srv := httptest.NewServer(answersAt(time.Now()))
	srv.Close()
	found, code := patient(t, map[string]string{"DATABRICKS_HOST": srv.URL, "DATABRICKS_TOKEN": "geheim-1234"})
	assert.Equal(t, exitLocal, code)
	assert.Equal(t, broken, found["network"].Level)
	assert.Equal(t, broken, found["connection env"].Level)
}

func TestDoctorFindsATokenThatIsRefused(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, `{"error_code":"PERMISSION_DENIED","message":"Invalid access token geheim-1234."}`, http.StatusForbidden)
	}))
	defer srv.Close()
	found, code := patient(t, map[string]string{"DATABRICKS_HOST": srv.URL, "DATABRICKS_TOKEN": "geheim-1234"})
	assert.Equal(t, exitLocal, code)
	assert.NotContains(t, found["connection env"].Says, "geheim")
	assert.NotEmpty(t, found["connection env"].Mend)
}

func TestDoctorReadsTheSettings(t *testing.T) {
	file := filepath.Join(t.TempDir(), "connections.yaml")
	require.NoError(t, os.WriteFile(file, []byte("connections:\n  lab: {host: https://lab.example.com, hots: env:LAB}\n"), 0o600))
	found, code := patient(t, map[string]string{"ACTIONCTL_CONNECTIONS": file, "HTTPS_PROXY": "http://me:geheim@proxy.example:3128", "http_proxy": "::"}, "--offline", "lab")
	assert.Equal(t, exitLocal, code)
	assert.Equal(t, broken, found[file].Level)
	assert.Contains(t, found[file].Says, "hots")
	assert.Equal(t, fine, found["HTTPS_PROXY"].Level)
	assert.NotContains(t, found["HTTPS_PROXY"].Says, "geheim")
	assert.Equal(t, broken, found["http_proxy"].Level)
	assert.Equal(t, broken, found["connection lab"].Level)
}

func TestDoctorWithoutConnections(t *testing.T) {
	found, code := patient(t, nil)
	assert.Equal(t, exitOK, code)
	assert.Equal(t, unwise, found["default connection"].Level)
	assert.Contains(t, found["default connection"].Mend, "actionctl connections add")
	found, code = patient(t, nil, "sandbox")
	assert.Equal(t, exitOK, code)
	assert.Equal(t, fine, found["connection sandbox"].Level)
}
