package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/actionctl/connector/registry"
)

// refusal is an error answer in the service's envelope.
type refusal struct {
	status  int
	code    string
	message string
	allow   string // methods the path has, for a 405
	fault   string // the kind of the fault that made it
}

func refuse(status int, code, format string, args ...any) *refusal {
	return &refusal{status: status, code: code, message: fmt.Sprintf(format, args...)}
}

// invalid refuses what is wrong with the request.
func invalid(format string, args ...any) *refusal {
	return refuse(http.StatusBadRequest, "INVALID_PARAMETER_VALUE", format, args...)
}

// broken says that the descriptor, not the request, is at fault.
func broken(err error) *refusal {
	return refuse(http.StatusInternalServerError, "INTERNAL_ERROR", "%s", err)
}

func (no *refusal) write(w http.ResponseWriter) {
	if no.allow != "" {
		w.Header().Set("Allow", no.allow)
	}
	if no.fault != "" {
		w.Header().Set(FaultHeader, no.fault)
	}
	writeJSON(w, no.status, map[string]any{"error_code": no.code, "message": no.message})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	text, err := json.Marshal(v)
	if err != nil { // v holds JSON kinds only
		status, text = http.StatusInternalServerError, []byte(`{"error_code":"INTERNAL_ERROR"}`)
	}
	writeBytes(w, status, registry.JSONContent, text)
}

// writeBytes writes a whole answer. An error of the writer means that the client is
// gone, so nobody could be told.
func writeBytes(w http.ResponseWriter, status int, content string, text []byte) {
	w.Header().Set("Content-Type", content)
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	_, _ = w.Write(text)
}
