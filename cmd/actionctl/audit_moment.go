package main

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

var errMoment = errors.New("expected how long ago, such as 90m, 12h or 7d, a day (2026-01-31) or a time (2026-01-31T09:00:00Z)")

// moment reads a point in time: one that is said, or how long before now it was. "" is
// none.
func moment(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, nil
		}
	}
	if days, ok := strings.CutSuffix(text, "d"); ok {
		n, err := strconv.ParseUint(days, 10, 16)
		if err != nil {
			return time.Time{}, errMoment
		}
		return now.AddDate(0, 0, -int(n)), nil
	}
	ago, err := time.ParseDuration(text)
	if err != nil || ago < 0 {
		return time.Time{}, errMoment
	}
	return now.Add(-ago), nil
}
