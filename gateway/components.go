package gateway

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:generate go test . -run TestDocumentIsCurrent -count=1 -update

// componentFiles are the JSON Schemas of what the gateway reads and writes, one a file.
//
//go:embed components/*.json
var componentFiles embed.FS

// components are the schemas by name, as they are written.
func components() (map[string]json.RawMessage, error) {
	files, err := fs.Glob(componentFiles, "components/*.json")
	if err != nil {
		return nil, err
	}
	found := map[string]json.RawMessage{}
	for _, file := range files {
		text, err := componentFiles.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if !json.Valid(text) {
			return nil, fmt.Errorf("%s is not JSON", file)
		}
		found[strings.TrimSuffix(path.Base(file), ".json")] = text
	}
	return found, nil
}

// component refers to a schema by its name.
func component(name string) map[string]string {
	return map[string]string{"$ref": "#/components/schemas/" + name}
}
