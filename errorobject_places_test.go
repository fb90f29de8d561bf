package connector_test

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"github.com/stretchr/testify/assert"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

func TestErrorObjectWithoutPlaces(t *testing.T) {
	file := &fs.PathError{Op: "open", Path: "/place/file", Err: fs.ErrNotExist}
	for want, err := range map[string]error{
		"a_list: not sent: signing in failed":                         &connection.SignInError{Type: "pat", Endpoint: "https://place", Err: file, Cure: "mend it in /place"},
		"a_list: not sent: the audit record could not be written":     fmt.Errorf("%w: %w", connector.ErrAudit, file),
		"a_list: a file of the server cannot be used":                 fmt.Errorf("certificate authorities: %w", file),
		"what stands in no file: /place is a parameter of the caller": errors.New("what stands in no file: /place is a parameter of the caller"),
	} {
		o, found := connector.NewErrorObject(err, connector.Call{Action: "a_list"}).WithoutPlaces(err)
		assert.Equal(t, want, o.Message)
		assert.Equal(t, err.Error() != want, found)
	}
}
