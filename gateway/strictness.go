package gateway

import (
	"encoding/json"
	"fmt"

	"github.com/actionctl/connector/schema"
)

// strictness says how parameters are checked, in the words of clients; "" is strict.
type strictness string

var modes = map[strictness]schema.Mode{
	"strict": schema.Strict, "allow_unknown": schema.AllowUnknown, "off": schema.Off,
}

func (s strictness) mode() schema.Mode { return modes[s] }

// UnmarshalJSON refuses what is none of the words.
func (s *strictness) UnmarshalJSON(text []byte) error {
	var word *string
	if err := json.Unmarshal(text, &word); err != nil || word == nil {
		return err
	}
	return s.parse(*word)
}

func (s *strictness) parse(word string) error {
	if _, ok := modes[strictness(word)]; !ok {
		return fmt.Errorf("validation %q is not one of strict, allow_unknown, off", harmless(word))
	}
	*s = strictness(word)
	return nil
}
