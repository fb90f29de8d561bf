package runtime

import (
	"fmt"
	"strings"
)

// Fault is a parameter value that has no form in the request.
type Fault struct {
	Param   string // dotted name
	Message string // what is wrong and what would be right; never shows the value of a whole parameter
}

func (f Fault) Error() string { return f.Param + ": " + f.Message }

// Faults are all the faults of one call.
type Faults []Fault

func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

func (fs *Faults) add(param, format string, args ...any) {
	*fs = append(*fs, Fault{param, fmt.Sprintf(format, args...)})
}
