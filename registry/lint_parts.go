package registry

import (
	"maps"
	"slices"
)

// checkParts checks what a wait says of the parts of its work; poll is the action
// whose answer has them.
func (d *descriptor) checkParts(p *WaitParts, poll *Action) {
	const key = "wait"
	if p.Items == "" || p.Name == "" {
		d.fault(key, key, "parts: items and name are both needed")
		return
	}
	if (p.State == "") != (len(p.Failure) == 0) || p.State == "" && p.Result == nil {
		d.fault(key, key, "parts: say what a failed part is: state with failure, or result")
	}
	d.answer(key, "parts.items", poll, p.Items)
	prefix := p.Items + ".0."
	for what, dotted := range map[string]string{"name": p.Name, "attempt": p.Attempt, "message": p.Message} {
		if dotted != "" {
			d.answer(key, "parts."+what, poll, prefix+dotted)
		}
	}
	if p.State != "" {
		d.states(key, d.answer(key, "parts.state", poll, prefix+p.State), p.Failure)
	}
	if r := p.Result; r != nil {
		s := d.answer(key, "parts.result.path", poll, prefix+r.Path)
		for _, v := range slices.Concat(r.Success, r.Failure, p.NotRun) {
			d.states(key, s, []any{v})
		}
	} else if len(p.NotRun) > 0 {
		d.fault(key, key, "parts: not_run lists results; say where they are with result")
	}
	if p.Output != nil {
		d.checkOutput(p, poll, prefix)
	}
	if (p.Output == nil) != (p.Error == "") {
		d.fault(key, key, "parts: output and error go together: which action tells of a failed part, and where")
	}
}

// checkOutput checks the action that tells more of a failed part. Its parameters come
// from the part, whose paths stand below prefix.
func (d *descriptor) checkOutput(p *WaitParts, poll *Action, prefix string) {
	const key = "wait"
	target, ok := d.action(p.Output.Action)
	if !ok {
		d.fault(key, "unknown-action", "%s names the action %s, which does not exist", key, p.Output.Action)
		return
	}
	if target.Safety != Read {
		d.fault(key, key, "parts.output: %s is %s; looking at a part must only read", target.Name, target.Safety)
	}
	for _, name := range slices.Sorted(maps.Keys(p.Output.With)) {
		if _, ok := d.paramSchema(target, name); !ok {
			d.fault(key, key, "%s has no parameter %s", target.Name, name)
		}
		d.answer(key, "parts.output.with."+name, poll, prefix+p.Output.With[name])
	}
	for _, param := range target.Params {
		if _, given := p.Output.With[param.Name]; param.Required && !given {
			d.fault(key, key, "%s requires %s; say where it comes from under parts.output.with", target.Name, param.Name)
		}
	}
	d.answer(key, "parts.error", target, p.Error)
}
