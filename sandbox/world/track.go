package world

import "cmp"

// Track is work that goes on in an item: the states that it still has to go
// through. Reads move it on, time does not.
type Track struct {
	Path  string `json:"path,omitempty"`  // where the item has the state
	List  string `json:"list,omitempty"`  // or the list one of whose elements has it
	Key   string `json:"key,omitempty"`   // and the member that tells which
	Value any    `json:"value,omitempty"` // by its value
	Steps []Step `json:"steps"`           // the first one is the present state
	Reads int    `json:"reads,omitempty"` // how many reads have seen it
}

// Step is a state, and what comes with it.
type Step struct {
	State   any            `json:"state,omitempty"`
	Set     map[string]any `json:"set,omitempty"`
	Failed  bool           `json:"failed,omitempty"`
	Last    bool           `json:"last,omitempty"`
	Removed bool           `json:"removed,omitempty"` // the item is gone
}

// begin puts an item on a track, in the place of one that it is on already. Without
// polls it is at the end at once. It reports whether the item is still there.
func (w *World) begin(c *Collection, it *Item, t *Track) bool {
	for i, old := range it.Tracks {
		if old.Path == t.Path && old.List == t.List && equal(old.Value, t.Value) {
			it.Tracks = append(it.Tracks[:i:i], it.Tracks[i+1:]...)
			break
		}
	}
	it.Tracks = append(it.Tracks, t)
	if !w.enter(c, it, t) {
		return false
	}
	for w.polls == 0 && len(t.Steps) > 0 {
		if !w.step(c, it, t) {
			return false
		}
	}
	it.settle()
	return true
}

// advance moves the work of an item on, after as many reads as a state lasts, and
// counts the read that is about to see the state.
func (w *World) advance(c *Collection, it *Item) bool {
	if len(it.Tracks) == 0 {
		return true
	}
	for _, t := range it.Tracks {
		if t.Reads >= w.polls && !w.step(c, it, t) {
			return false
		}
		t.Reads++
	}
	it.settle()
	w.log.changed(c, it)
	return true
}

// step takes the present state off a track and enters the next one.
func (w *World) step(c *Collection, it *Item, t *Track) bool {
	if len(t.Steps) == 0 {
		return true
	}
	t.Steps, t.Reads = t.Steps[1:], 0
	return len(t.Steps) == 0 || w.enter(c, it, t)
}

// enter shows the first state of a track in the item.
func (w *World) enter(c *Collection, it *Item, t *Track) bool {
	if len(t.Steps) == 0 {
		return true
	}
	s := t.Steps[0]
	if s.Removed {
		w.drop(c, it)
		return false
	}
	it.own()
	fields := it.Fields
	if t.List != "" {
		fields = element(it.Fields, t)
	}
	if fields != nil && s.State != nil {
		put(fields, t.Path, s.State)
		putAll(fields, c.words.On[text(s.State)])
		putAll(fields, s.Set)
		c.finish(fields, t, s)
	}
	c.enter(it)
	if s.Last {
		t.Steps = nil
	}
	return true
}

// element is the element of a list that a track is about.
func element(fields map[string]any, t *Track) map[string]any {
	list, _ := get(fields, t.List).([]any)
	for _, e := range list {
		if object, ok := e.(map[string]any); ok && equal(object[t.Key], t.Value) {
			return object
		}
	}
	return nil
}

// settle forgets the tracks that are at their end.
func (it *Item) settle() {
	kept := it.Tracks[:0]
	for _, t := range it.Tracks {
		if len(t.Steps) > 0 {
			kept = append(kept, t)
		}
	}
	it.Tracks = kept
}

// finish gives the parts of the work their states, and its rows to work that has
// some.
func (c *Collection) finish(fields map[string]any, t *Track, s Step) {
	if s.Last && !s.Failed {
		for path, n := range c.words.Rows {
			if text(s.State) == text(c.words.Ready[t.Path]) {
				put(fields, path, rows(n))
			}
		}
	}
	p := c.words.Parts
	if p == nil {
		return
	}
	list, _ := get(fields, p.Items).([]any)
	for i, e := range list {
		part, ok := e.(map[string]any)
		if !ok {
			continue
		}
		state, _ := clone(get(fields, p.State)).(map[string]any)
		result := text(state[p.Result])
		failed := s.Last && s.Failed && i == len(list)-1
		if s.Last && s.Failed && !failed && result != "" {
			state[p.Result] = p.Done
		}
		put(part, p.State, state)
		delete(part, p.Error)
		if s.Last && !failed {
			p.leave(part)
		}
		if failed {
			part[p.Error] = "The task ended in " + cmp.Or(result, text(s.State)) + ", as the sandbox was told."
		}
	}
}

// leave gives a part that ended well its output.
func (p *PartsWord) leave(part map[string]any) {
	for was, output := range p.Output {
		if part[was] == nil {
			continue
		}
		for name, v := range output {
			part[name] = clone(v)
		}
	}
}
