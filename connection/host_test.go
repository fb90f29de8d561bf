package connection

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNormalizeHost(t *testing.T) {
	for _, c := range []struct{ raw, host, workspaceID string }{
		{"https://my.cloud.databricks.com", "https://my.cloud.databricks.com", ""},
		{"my.cloud.databricks.com", "https://my.cloud.databricks.com", ""},
		{"  https://my.cloud.databricks.com/\n", "https://my.cloud.databricks.com", ""},
		{"HTTPS://My.Cloud.Databricks.COM", "https://my.cloud.databricks.com", ""},
		{"https://adb-123.4.azuredatabricks.net/?o=123", "https://adb-123.4.azuredatabricks.net", "123"},
		{"https://x.databricks.com/sql/editor?o=123&w=abc#job/7", "https://x.databricks.com", "123"},
		{"https://x.databricks.com/?w=abc-1", "https://x.databricks.com", "abc-1"},
		{"https://x.databricks.com/?workspace_id=42", "https://x.databricks.com", "42"},
		{"https://x.databricks.com/?o=12x", "https://x.databricks.com", ""},
		{"https://x.databricks.com/api/2.0", "https://x.databricks.com", ""},
		{"https://x.databricks.com:8443/a", "https://x.databricks.com:8443", ""},
		{"https://x.databricks.com:443", "https://x.databricks.com", ""},
		{"x.databricks.com:8443", "https://x.databricks.com:8443", ""},
		{"https://[2001:DB8::1]:8443", "https://[2001:db8::1]:8443", ""},
		{"https://[2001:db8::443]", "https://[2001:db8::443]", ""},
		{"http://localhost:8080", "http://localhost:8080", ""},
		{"http://LOCALHOST", "http://localhost", ""},
		{"http://app.localhost:80", "http://app.localhost", ""},
		{"http://127.0.0.1:1", "http://127.0.0.1:1", ""},
		{"http://[::1]:8080/", "http://[::1]:8080", ""},
	} {
		host, workspaceID, err := normalizeHost(c.raw)
		require.NoError(t, err, c.raw)
		assert.Equal(t, c.host, host, c.raw)
		assert.Equal(t, c.workspaceID, workspaceID, c.raw)
	}
}

func TestNormalizeHostRefuses(t *testing.T) {
	for raw, want := range map[string]string{
		"":                                 "host is empty",
		" \t":                              "host is empty",
		"https://":                         "is no URL",
		"https:///c4nary":                  "is no URL",
		"https:/c4nary":                    "is no URL",
		"https://h:c4nary":                 "is no URL",
		"https://h:99999/?token=c4nary":    "is no URL",
		"https://h:0":                      "is no URL",
		"https://h:":                       "is no URL",
		"https://a b/c4nary":               "is no URL",
		"https://me:c4nary%zz@h":           "is no URL",
		"https://[c4nary":                  "is no URL",
		"https://me:c4nary@h":              "host https://h carries a user name or password",
		"https://c4nary@h/?x=c4nary":       "host https://h carries a user name or password",
		"me:c4nary@h":                      "host https://h carries a user name or password",
		"ftp://h/?token=c4nary":            "scheme ftp is not https",
		"http://my.databricks.com/?c4nary": "host http://my.databricks.com would send the token unencrypted",
		"http://localhost.evil.example":    "unencrypted",
		"http://10.0.0.1":                  "unencrypted",
	} {
		_, _, err := normalizeHost(raw)
		require.ErrorContains(t, err, want, raw)
		assert.NotContains(t, err.Error(), "c4nary", raw)
	}
}
