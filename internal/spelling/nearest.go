// Package spelling finds the word that was meant: a leaf that the packages share
// which answer a wrong name with the nearest right one.
package spelling

import (
	"cmp"
	"slices"
	"strconv"
)

// Nearest returns up to n of the candidates that look most like word, best first.
// Candidates too different to be a slip of the pen are left out: about one letter
// in three may be wrong.
func Nearest(word string, candidates []string, n int) []string {
	type scored struct {
		name     string
		distance int
	}
	limit := (len(word) + 1) / 3
	var near []scored
	buf := NewDistance(word)
	for _, c := range candidates {
		if d := buf.To(c, limit); d <= limit {
			near = append(near, scored{c, d})
		}
	}
	slices.SortStableFunc(near, func(a, b scored) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.name, b.name))
	})
	out := make([]string, 0, min(n, len(near)))
	for _, s := range near[:min(n, len(near))] {
		out = append(out, s.name)
	}
	return out
}

// DidYouMean is `; did you mean "x"?` or nothing.
func DidYouMean(word string, candidates []string) string {
	if near := Nearest(word, candidates, 1); len(near) == 1 {
		return "; did you mean " + strconv.Quote(near[0]) + "?"
	}
	return ""
}

// Distance counts edits from one word to many: insertions, deletions, changes and
// swaps of neighbours each count one. Upper and lower case are the same.
type Distance struct {
	word            string
	row, prev, last []int
}

// NewDistance measures from word. The value is not safe for concurrent use.
func NewDistance(word string) *Distance {
	n := len(word) + 1
	return &Distance{word, make([]int, n), make([]int, n), make([]int, n)}
}

// To is the distance to other, or limit+1 when it is more than limit.
func (d *Distance) To(other string, limit int) int {
	if diff := len(other) - len(d.word); diff > limit || -diff > limit {
		return limit + 1
	}
	for i := range d.prev {
		d.prev[i] = i
	}
	for j := 1; j <= len(other); j++ {
		d.row[0] = j
		best := j
		for i := 1; i <= len(d.word); i++ {
			cost := 1
			if lower(d.word[i-1]) == lower(other[j-1]) {
				cost = 0
			}
			v := min(d.prev[i]+1, d.row[i-1]+1, d.prev[i-1]+cost)
			if i > 1 && j > 1 && lower(d.word[i-1]) == lower(other[j-2]) && lower(d.word[i-2]) == lower(other[j-1]) {
				v = min(v, d.last[i-2]+1)
			}
			d.row[i] = v
			best = min(best, v)
		}
		if best > limit {
			return limit + 1
		}
		d.last, d.prev, d.row = d.prev, d.row, d.last
	}
	return min(d.prev[len(d.word)], limit+1)
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
