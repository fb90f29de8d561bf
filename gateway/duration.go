package gateway

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/actionctl/connector/internal/lazyregexp"
)

// duration is a time as clients write it: a number of seconds, or a text such as "90s" or
// "5m". It is never below zero.
type duration time.Duration

var errDuration = errors.New("is no time: give a number of seconds, or a text such as 90s or 5m")

// The forms of a text, as components/Duration.json has them: so short that no sum is more
// than a duration can hold.
var (
	withUnits = lazyregexp.New(`^([0-9]{1,5}(\.[0-9]{1,9})?(us|ms|s|m|h)){1,4}$`)
	inSeconds = lazyregexp.New(`^[0-9]{1,9}(\.[0-9]{1,9})?$`)
)

// durationInQuery is the schema of one in a query, where a number is a text too.
func durationInQuery() string {
	return fmt.Sprintf(`{"type":"string","anyOf":[{"pattern":%q},{"pattern":%q}]}`, withUnits(), inSeconds())
}

// UnmarshalJSON reads both forms.
func (d *duration) UnmarshalJSON(text []byte) error {
	if bytes.Equal(text, []byte("null")) {
		return nil
	}
	if text[0] != '"' {
		return d.seconds(string(text))
	}
	var s string
	if err := json.Unmarshal(text, &s); err != nil {
		return err
	}
	return d.parse(s)
}

// parse reads a text in which a number alone is one of seconds.
func (d *duration) parse(s string) error {
	if inSeconds().MatchString(s) {
		return d.seconds(s)
	}
	given, err := time.ParseDuration(s)
	if err != nil || !withUnits().MatchString(s) {
		return noDuration(s)
	}
	*d = duration(given)
	return nil
}

func noDuration(given string) error { return fmt.Errorf("%q %w", harmless(given), errDuration) }

func (d *duration) seconds(number string) error {
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || n < 0 {
		return noDuration(number)
	}
	*d = duration(min(n, longestAsked.Seconds()) * float64(time.Second))
	return nil
}

// longestAsked keeps numbers within what a duration can hold. Every limit of the gateway
// is shorter.
const longestAsked = 1000000 * time.Hour
