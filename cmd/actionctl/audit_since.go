package main

import (
	"errors"
	"time"
)

var errMoment = errors.New("expected how long ago, such as 90m, 12h or 7d, a day (2026-01-31) or a time (2026-01-31T09:00:00Z)")

// since is the moment that a flag names, or how long before now it was; zero for none.
func since(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	at, ago, ok := moment(text)
	if !ok || ago < 0 {
		return time.Time{}, errMoment
	}
	if at.IsZero() {
		at = now.Add(-ago)
	}
	return at, nil
}
