package registry

import (
	"slices"
	"time"
)

func (d *descriptor) checkWait(w *Wait) {
	const key = "wait"
	d.checkWaitEnd(w)
	if w.Abort != nil {
		d.follow(key, "abort.action", w.Abort, "")
		d.checkNoSecrets(w.Abort)
	}
	for state, when := range w.SuccessWhen {
		for dotted := range when {
			d.param(key, "success_when."+state, dotted)
		}
	}
	polling := &Follow{Action: w.Poll, With: w.With}
	poll, ok := d.follow(key, "poll", polling, "")
	if !ok {
		return
	}
	d.checkNoSecrets(polling)
	if poll.Safety != Read {
		d.fault(key, key, "poll: %s is %s; polling must only read", poll.Name, poll.Safety)
	}
	prefix := ""
	if w.Each != nil {
		prefix = w.Each.Items + ".0."
		d.answer(key, "each.items", poll, w.Each.Items)
		if w.Each.Key != "" {
			d.answer(key, "each.key", poll, prefix+w.Each.Key)
		}
		d.param(key, "each.among", w.Each.Among)
		for dotted := range w.Each.Skip {
			d.answer(key, "each.skip", poll, prefix+dotted)
		}
	}
	if w.State != "" {
		s := d.answer(key, "state", poll, prefix+w.State)
		d.states(key, s, w.Success)
		d.states(key, s, w.Failure)
	}
	if w.Message != "" {
		d.answer(key, "message", poll, prefix+w.Message)
	}
	if w.Code != "" {
		d.answer(key, "code", poll, prefix+w.Code)
	}
	if w.Parts != nil {
		d.checkParts(w.Parts, poll)
	}
	if w.Result != nil {
		s := d.answer(key, "result.path", poll, w.Result.Path)
		for _, v := range slices.Concat(w.Result.Success, w.Result.Failure) {
			d.states(key, s, []any{v})
		}
	}
}

// checkWaitEnd makes sure that the wait can end, and one way only.
func (d *descriptor) checkWaitEnd(w *Wait) {
	const key = "wait"
	if len(w.Success) == 0 && w.NotFound != "success" {
		d.fault(key, key, "no state ends the wait in success")
	}
	for _, s := range w.Success {
		if slices.Contains(w.Failure, s) {
			d.fault(key, key, "state %v is both success and failure", s)
		}
	}
	for _, s := range w.Stale {
		if !slices.Contains(w.Success, s) && !slices.Contains(w.Failure, s) {
			d.fault(key, key, "stale state %v is neither success nor failure", s)
		}
	}
	if (len(w.Success)+len(w.Failure) > 0) != (w.State != "") {
		d.fault(key, key, "state and its success and failure values go together")
	}
	if w.NotFound != "" && w.NotFound != "success" && w.NotFound != "pending" {
		d.fault(key, key, "not_found is success or pending, not %q", w.NotFound)
	}
	if t, err := time.ParseDuration(w.Timeout); err != nil || t <= 0 {
		d.fault(key, key, "timeout %q is no positive duration such as 20m", w.Timeout)
	}
}
