package waiting

import (
	"slices"

	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
)

// Judge judges the answers about one piece of work, one after the other. It is not safe
// for concurrent use.
type Judge struct {
	wait   *registry.Wait
	chosen []string // states that the request makes a success
	among  []any    // elements that the request named
	moved  bool     // a state was seen that counted
	seen   []bool   // which of among was there once
}

// NewJudge makes a judge from what the request chose: see Chosen and Among.
func NewJudge(w *registry.Wait, chosen []string, among []any) *Judge {
	return &Judge{wait: w, chosen: chosen, among: among, seen: make([]bool, len(among))}
}

// Start judges the answer that started the work. It goes on unless the answer tells a
// state that ends it.
func (j *Judge) Start(answer any, settling bool) Verdict {
	path := j.wait.State
	if j.wait.Each != nil {
		path = j.wait.Each.Items
	}
	if path == "" {
		return Verdict{}
	}
	if _, there := dotted.At(answer, path); !there {
		return Verdict{}
	}
	return j.Answer(answer, settling)
}

// Answer judges what a poll answered. While the work settles, shortly after it began,
// answers may still tell how things were before.
func (j *Judge) Answer(answer any, settling bool) Verdict {
	var v Verdict
	if j.wait.Each != nil {
		v = j.elements(answer, settling)
	} else {
		state := at(answer, j.wait.State)
		v = Verdict{
			End: j.end(state, settling), State: text(state),
			Message: textAt(answer, j.wait.Message), Code: textAt(answer, j.wait.Code),
		}
	}
	if v.End == Pending {
		return v
	}
	if r := j.wait.Result; r != nil {
		v.Result = textAt(answer, r.Path)
		if v.End == Success && resultFails(r, v.Result) {
			v.End = Failure
		}
	}
	if j.wait.Parts != nil {
		v.Parts = Parts(j.wait.Parts, answer)
	}
	return v
}

// NotFound judges a poll that found nothing; not ok when that is an error.
func (j *Judge) NotFound(settling bool) (v Verdict, ok bool) {
	switch j.wait.NotFound {
	case "success":
		return Verdict{End: Success}, true
	case "pending":
		return Verdict{}, true
	}
	return Verdict{}, settling && FromAnswer(j.wait)
}

// end is what one state means.
func (j *Judge) end(state any, settling bool) End {
	if state == nil {
		return Pending
	}
	stale := listed(j.wait.Stale, state)
	if stale && settling && !j.moved {
		return Pending
	}
	j.moved = true
	name, isText := state.(string)
	switch {
	case isText && slices.Contains(j.chosen, name), listed(j.wait.Success, state):
		return Success
	case listed(j.wait.Failure, state):
		return Failure
	}
	return Pending
}

// listed compares states exactly, each by its kind: the text "true" is not true.
func listed(states []any, state any) bool {
	for _, s := range states {
		switch s.(type) {
		case string, bool:
			if s == state {
				return true
			}
		}
	}
	return false
}

// resultFails says of an end that its state calls a success whether it failed. Without
// a result the state decides.
func resultFails(r *registry.WaitResult, result string) bool {
	if result == "" {
		return false
	}
	if len(r.Success) > 0 {
		return !slices.Contains(r.Success, result)
	}
	return slices.Contains(r.Failure, result)
}

func at(answer any, path string) any {
	if path == "" {
		return nil
	}
	v, _ := dotted.At(answer, path)
	return v
}
