package audit

import (
	"fmt"
	"path"
	"slices"
	"time"
)

// Filter chooses records. The zero value chooses all; of several conditions all hold.
type Filter struct {
	// Since and Until bound the time, Since included and Until not; zero is no bound.
	Since, Until time.Time
	// Caller, Front and Connection are names as they stand in the records; "" is any.
	Caller, Front, Connection string
	// Action is a glob as path.Match has them, for the whole name; "" is any.
	Action string
	// Safety, Decision and Phase are words as they stand in the records; "" is any.
	Safety, Decision, Phase string
	// Call is the id of one call; "" is any.
	Call string
	// Failed chooses what has an error.
	Failed bool
	// Open chooses calls that were begun and not ended: they are running, or nobody knows
	// what became of them.
	Open bool
}

// Validate says what is wrong with the filter.
func (f Filter) Validate() error {
	if _, err := path.Match(f.Action, ""); err != nil {
		return fmt.Errorf("action %q is no glob; it names actions, such as delete_* or get_api_2_1_clusters_list", f.Action)
	}
	for _, given := range []struct {
		name, value string
		known       []string
	}{
		{"front", f.Front, Fronts()},
		{"decision", f.Decision, []string{Allowed, Confirmed, Denied}},
		{"phase", f.Phase, []string{Begin, End, Refused}},
	} {
		if given.value != "" && !slices.Contains(given.known, given.value) {
			return fmt.Errorf("%s %q is not one of %v", given.name, given.value, given.known)
		}
	}
	if !f.Since.IsZero() && !f.Until.IsZero() && !f.Since.Before(f.Until) {
		return fmt.Errorf("nothing is between %s and %s", f.Since.Format(time.RFC3339), f.Until.Format(time.RFC3339))
	}
	return nil
}

// Takes tells whether the filter chooses a record. Whether a call is open cannot be told
// from one: that condition is Read's.
func (f Filter) Takes(r Record) bool {
	for _, pair := range [][2]string{
		{f.Caller, r.Caller.Name}, {f.Front, r.Caller.Front}, {f.Connection, r.Connection},
		{f.Safety, r.Safety}, {f.Decision, r.Decision}, {f.Phase, r.Phase}, {f.Call, r.Call},
	} {
		if pair[0] != "" && pair[0] != pair[1] {
			return false
		}
	}
	if f.Action != "" {
		if ok, err := path.Match(f.Action, r.Action); !ok || err != nil {
			return false
		}
	}
	return (!f.Failed || r.Error != "") &&
		(f.Since.IsZero() || !r.Time.Before(f.Since)) && (f.Until.IsZero() || r.Time.Before(f.Until))
}
