package sandbox

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestCredentials(t *testing.T) {
	for name, tc := range map[string]struct {
		values []string
		status int
		code   string
	}{
		"none":         {nil, 401, "UNAUTHENTICATED"},
		"two":          {[]string{"Bearer " + Token, "Bearer " + Token}, 401, "UNAUTHENTICATED"},
		"basic":        {[]string{"Basic Z2VoZWlt"}, 401, "UNAUTHENTICATED"},
		"another":      {[]string{"Bearer Z2VoZWlt"}, 403, "PERMISSION_DENIED"},
		"empty bearer": {[]string{"Bearer"}, 403, "PERMISSION_DENIED"},
	} {
		t.Run(name, func(t *testing.T) {
			r := request("GET", "/api/2.2/jobs/list", "")
			r.Header["Authorization"] = tc.values
			code, message := refused(t, newBox(), r, tc.status)
			assert.Equal(t, tc.code, code)
			assert.NotContains(t, message, "Z2VoZWlt")
		})
	}
}

func TestActionWithoutCredentialsRefusesThem(t *testing.T) {
	const name = "get_api_2_1_unity_catalog_public_data_sharing_activation_by_activation_url"
	s := newBox()
	ps := params{"activation_url": "https://example.com/activate?x=1#y"}
	assert.Equal(t, 200, serve(s, encode(t, name, ps)).Code)
	for _, header := range credentialHeaders {
		r := encode(t, name, ps)
		r.Header.Set(header, "geheim")
		_, message := refused(t, s, r, 400)
		assert.Contains(t, message, header)
		assert.NotContains(t, message, "geheim")
	}
}
