package render

import (
	"github.com/actionctl/connector/internal/terminal"
)

// How far columns are cut: wide is enough for one that says much, narrow for one that
// says less, tight is for where there is no room.
const (
	wide   = 30
	narrow = 12
	tight  = 4
)

// fit chooses the columns that are shown, by the rows at hand, and how wide they are.
func (t *table) fit(texts [][]string) (kept []int) {
	asked := len(t.o.Columns) > 0 || t.lists() > 0
	natural := make([]int, len(t.columns))
	empty := make([]bool, len(t.columns))
	for i, c := range t.columns {
		empty[i] = true
		natural[i] = terminal.Cells(t.title(c))
		for _, row := range texts {
			natural[i] = max(natural[i], terminal.Cells(row[i]))
			empty[i] = empty[i] && row[i] == ""
		}
	}
	t.widths = make([]int, len(t.columns))
	room := t.o.Width
	if asked {
		for i := range t.columns {
			kept = append(kept, i)
		}
		t.share(natural, kept)
		return kept
	}
	for i := range t.columns {
		if len(kept) == mostColumns {
			break
		}
		if empty[i] && len(t.columns) > 1 {
			continue
		}
		if room <= 0 || len(kept) == 0 || t.needs(natural, kept, i) <= room {
			kept = append(kept, i)
		}
	}
	if len(kept) == 0 && len(t.columns) > 0 {
		kept = []int{0}
	}
	t.share(natural, kept)
	return kept
}

// wants tells whether a column is of no use when it is cut, as half of an id is.
func (c column) wants() bool { return c.time || c.rank == ownID && c.Path != "" }

// needs is the room in which one more column does not crowd out those that say more.
func (t *table) needs(natural, kept []int, more int) int {
	sum := min(natural[more], narrow)
	if t.columns[more].wants() {
		sum = natural[more]
	}
	for _, k := range kept {
		sum += len(between)
		if t.columns[k].wants() {
			sum += natural[k]
		} else {
			sum += min(natural[k], wide)
		}
	}
	return sum
}

// taken is the room that columns need when none is wider than least.
func taken(natural, kept []int, least int) int {
	sum := len(between) * (len(kept) - 1)
	for _, k := range kept {
		sum += min(natural[k], least)
	}
	return sum
}

// share gives every column its least, and then the rest of the room to those that can
// use it: first to those that want to be whole, then to all alike.
func (t *table) share(natural, kept []int) {
	if t.o.Width <= 0 {
		copy(t.widths, natural)
		return
	}
	least := narrow
	for _, less := range []int{tight, 1} {
		if taken(natural, kept, least) > t.o.Width {
			least = less
		}
	}
	left := t.o.Width - taken(natural, kept, least)
	for _, k := range kept {
		t.widths[k] = min(natural[k], least)
		if t.columns[k].wants() {
			more := max(0, min(natural[k]-t.widths[k], left))
			t.widths[k] += more
			left -= more
		}
	}
	for left > 0 {
		given := false
		for _, k := range kept {
			if left > 0 && t.widths[k] < natural[k] {
				t.widths[k]++
				left--
				given = true
			}
		}
		if !given {
			return
		}
	}
}
