package paging

import "encoding/json"

// cycle finds out that a chain of tokens runs in a circle, however long, and
// remembers two of them only: Brent's algorithm. One that comes back at once is found
// at once; a circle behind some tokens is found after at most three times as many.
type cycle struct {
	last, mark string
	steps      int // since the mark was set
	room       int // steps until it is set again, doubled each time
}

// repeats notes a token and reports whether it was there before.
func (c *cycle) repeats(token any) bool {
	text, err := json.Marshal(token)
	if err != nil {
		return false // made of what was JSON, so it has a form
	}
	next := string(text)
	if next == c.last || next == c.mark {
		return true
	}
	c.last = next
	if c.steps++; c.steps >= c.room {
		c.mark, c.steps, c.room = next, 0, max(1, 2*c.room)
	}
	return false
}
