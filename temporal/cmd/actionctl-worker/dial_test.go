package main

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
)

func TestClientOptions(t *testing.T) {
	env := surroundings(t)
	delete(env, "TEMPORAL_ADDRESS")
	o, err := (&flags{}).clientOptions(env)
	require.NoError(t, err)
	assert.Equal(t, client.DefaultHostPort, o.HostPort)
	assert.Equal(t, client.DefaultNamespace, o.Namespace)
	assert.Nil(t, o.ConnectionOptions.TLS)
	assert.Nil(t, o.DataConverter)

	require.NoError(t, os.WriteFile(env["TEMPORAL_CONFIG_FILE"], []byte("[profile.default]\naddress = \"file:1\"\nnamespace = \"file\"\n"), 0o600))
	env["TEMPORAL_NAMESPACE"] = "variable"
	env["TEMPORAL_API_KEY"] = "key"
	o, err = (&flags{}).clientOptions(env)
	require.NoError(t, err)
	assert.Equal(t, "file:1", o.HostPort)
	assert.Equal(t, "variable", o.Namespace)
	assert.NotNil(t, o.ConnectionOptions.TLS, "a key is never sent in the clear")
	assert.NotNil(t, o.Credentials)

	o, err = (&flags{address: "flag:1", namespace: "flag"}).clientOptions(env)
	require.NoError(t, err)
	assert.Equal(t, "flag:1", o.HostPort)
	assert.Equal(t, "flag", o.Namespace)
}

// With a codec server, it is asked with the namespace that the worker is in.
func TestCodecServer(t *testing.T) {
	var path, namespace string
	codec := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, namespace = r.URL.Path, r.Header.Get("X-Namespace")
		body, _ := io.ReadAll(r.Body)
		_, _ = w.Write(body)
	}))
	t.Cleanup(codec.Close)
	env := surroundings(t)
	env["TEMPORAL_CODEC_ENDPOINT"] = codec.URL
	o, err := (&flags{namespace: "flag"}).clientOptions(env)
	require.NoError(t, err)
	require.NotNil(t, o.DataConverter)
	_, err = o.DataConverter.ToPayloads("x")
	require.NoError(t, err)
	assert.Equal(t, "/encode", path)
	assert.Equal(t, "flag", namespace)
	assert.Equal(t, "Encoded failure", o.FailureConverter.ErrorToFailure(errors.New("quotes what is encrypted")).GetMessage())
}
