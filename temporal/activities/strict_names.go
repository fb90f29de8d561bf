package activities

import (
	"encoding/json"
	"fmt"
	"strings"
)

// letters are those of the names of package contract.
const letters = "abcdefghijklmnopqrstuvwxyz0123456789_"

// plainNames refuses an input that has a name twice, or in other letters than its own, as
// encoding/json lets pass: whoever looked at it before, such as an interceptor, may have
// gone by the other one. The params of a call have names of their own. d reads JSON that
// was decoded before, and so is not nested too deep.
func plainNames(d *json.Decoder) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	delim, nested := token.(json.Delim)
	if !nested {
		return nil
	}
	seen := map[string]bool{}
	for d.More() {
		if delim == '{' {
			if token, err = d.Token(); err != nil {
				return err
			}
			name, _ := token.(string) // which names are
			switch {
			case strings.Trim(name, letters) != "":
				return fmt.Errorf("%q is no name: names are in small letters", short(name))
			case seen[name]:
				return fmt.Errorf("%q is there twice", short(name))
			}
			seen[name] = true
			if name == "params" {
				var own json.RawMessage
				if err := d.Decode(&own); err != nil {
					return err
				}
				continue
			}
		}
		if err := plainNames(d); err != nil {
			return err
		}
	}
	_, err = d.Token() // the end
	return err
}
