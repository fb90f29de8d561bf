package main

import "time"

// usualExpiry is when a token ends if nobody says when.
const usualExpiry = "90d"

// longestExpiry keeps times within what files can hold.
const longestExpiry = 100 * 365 * day

// end is when the token is to end; zero is never.
func (o tokenOptions) end(now time.Time) (time.Time, error) {
	if o.noExpiry {
		return time.Time{}, nil
	}
	end, in, ok := moment(o.expires)
	if end.IsZero() {
		end = now.Add(in).Truncate(time.Second)
	}
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
