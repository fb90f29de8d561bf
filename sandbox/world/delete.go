package world

// delete takes an item away: at once, after some reads, or not at all where it only
// changes its state.
func (d *doing) delete() (Answer, *Problem) {
	it, no := d.item()
	if no != nil {
		return Answer{}, no
	}
	if no := d.occupied(it); no != nil {
		return Answer{}, no
	}
	answer := d.show(it)
	it.Seed = false
	d.log.changed(d.c, it)
	if t := d.plan(d.c, it, d.call, d.words); t != nil {
		if d.begin(d.c, it, t) {
			answer = d.show(it)
		}
		return answer, nil
	}
	if d.c.words.Restore != nil {
		d.hide(it)
		return d.show(it), nil
	}
	d.drop(d.c, it)
	return answer, nil
}

// hide deletes an item that can be restored.
func (d *doing) hide(it *Item) {
	it.own()
	putAll(it.Fields, d.c.words.Restore)
	it.Deleted = true
	d.c.enter(it)
}

// restore brings a deleted item back.
func (d *doing) restore() (Answer, *Problem) {
	it, no := d.item()
	if no != nil {
		return Answer{}, no
	}
	return d.back(it)
}

func (d *doing) back(it *Item) (Answer, *Problem) {
	if it.Deleted {
		it.Deleted = false
		if no := d.unique(it, it); no != nil {
			it.Deleted = true
			return Answer{}, no
		}
	}
	it.own()
	putAll(it.Fields, d.c.words.Live)
	it.Seed = false
	d.c.enter(it)
	return d.show(it), nil
}

// all does to every item that the filter names what an action does to one.
func (d *doing) all() (Answer, *Problem) {
	n := 0
	for _, it := range append([]*Item(nil), d.c.Items...) {
		if !d.fits(it) || it.Deleted != (d.part.Role == RestoreAll) {
			continue
		}
		switch {
		case d.part.Role == RestoreAll:
			if _, no := d.back(it); no != nil {
				return Answer{}, no
			}
		case d.part.Role == ActAll && len(it.Tracks) == 0:
			continue
		case d.part.Role == ActAll:
			for _, t := range it.Tracks {
				t.Steps, t.Reads = []Step{{State: d.words.End, Set: d.words.SetEnd, Last: true}}, 0
				d.enter(d.c, it, t)
			}
			it.settle()
		case d.c.words.Restore != nil:
			d.hide(it)
		default:
			d.drop(d.c, it)
		}
		n++
	}
	a := Answer{At: "$", Fill: true}
	if d.words.Count != "" {
		a.Set = map[string]any{d.words.Count: n}
	}
	return a, nil
}
