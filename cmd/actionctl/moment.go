package main

import (
	"strconv"
	"strings"
	"time"
)

const day = 24 * time.Hour

// moment reads a point in time as flags have it: as a day, which begins in UTC, or a time,
// or else as its distance from now, such as 12h or 30d.
func moment(text string) (at time.Time, distance time.Duration, ok bool) {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, 0, true
		}
	}
	if days, inDays := strings.CutSuffix(text, "d"); inDays {
		n, err := strconv.ParseUint(days, 10, 16)
		return at, time.Duration(n) * day, err == nil
	}
	distance, err := time.ParseDuration(text)
	return at, distance, err == nil
}
