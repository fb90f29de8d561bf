package gateway

import (
	"bytes"
	"encoding/json"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"github.com/stretchr/testify/require"
)

const documentURL = "gateway:///openapi.json"

// compiled are the components of the document as they are used, ready to check with.
var compiled = sync.OnceValues(func() (map[string]*jsonschema.Schema, error) {
	text, err := describe(New(Options{}).routes(), "")
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft2020
	if err := c.AddResource(documentURL, bytes.NewReader(text)); err != nil {
		return nil, err
	}
	all, err := components()
	if err != nil {
		return nil, err
	}
	schemas := map[string]*jsonschema.Schema{}
	for name := range all {
		if schemas[name], err = c.Compile(documentURL + "#/components/schemas/" + name); err != nil {
			return nil, err
		}
	}
	return schemas, nil
})

// checked is the problem of a JSON text with the schema of a component; nil if it fits.
func checked(t testing.TB, name string, text []byte) error {
	t.Helper()
	schemas, err := compiled()
	require.NoError(t, err)
	require.NotNil(t, schemas[name], "components/%s.json is missing", name)
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return err
	}
	return schemas[name].Validate(v)
}
