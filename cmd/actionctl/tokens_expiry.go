package main

import (
	"strconv"
	"strings"
	"time"
)

// usualExpiry is when a token ends if nobody says when.
const usualExpiry = "90d"

const day = 24 * time.Hour

// longestExpiry keeps times within what files can hold.
const longestExpiry = 100 * 365 * day

// end is when the token is to end; zero is never.
func (o tokenOptions) end(now time.Time) (time.Time, error) {
	if o.noExpiry {
		return time.Time{}, nil
	}
	end, ok := parseEnd(o.expires, now)
	switch {
	case !ok:
		return end, usagef("--expires: expected a number of days (30d), a duration (12h), a day (2030-01-01) or a time (2030-01-01T08:00:00Z); for never there is --no-expiry")
	case !end.After(now):
		return end, usagef("--expires: that is past")
	case end.Sub(now) > longestExpiry:
		return end, usagef("--expires: that is more than a hundred years; for never there is --no-expiry")
	}
	return end, nil
}

func parseEnd(text string, now time.Time) (time.Time, bool) {
	if days, ok := strings.CutSuffix(text, "d"); ok {
		n, err := strconv.ParseUint(days, 10, 16)
		return now.Add(time.Duration(n) * day).Truncate(time.Second), err == nil
	}
	if d, err := time.ParseDuration(text); err == nil {
		return now.Add(d).Truncate(time.Second), true
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} { // a day begins in UTC
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
