package activities

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/objects"
)

// largestCalls bounds the calls that are in an object: they are held in memory.
const largestCalls = 64 << 20

// shownProblems are enough to see what is wrong with a batch.
const shownProblems = 20

// callsOf are the calls of a batch, each with its id. An error names all that is wrong
// with them; nothing was sent then.
func (a *Activities) callsOf(ctx context.Context, b contract.Batch) ([]contract.BatchCall, error) {
	calls := b.Calls
	if b.CallsObject != nil {
		if len(calls) > 0 {
			return nil, badBatch(problem("/calls_object", "the calls are there twice: here and as calls"))
		}
		var err error
		if calls, err = a.callsIn(ctx, *b.CallsObject); err != nil {
			return nil, err
		}
	}
	var problems []schema.Problem
	seen, weight := map[string]bool{}, 0
	named := make([]contract.BatchCall, len(calls))
	for i, c := range calls {
		at := "/calls/" + strconv.Itoa(i)
		c.ID = cmp.Or(c.ID, strconv.Itoa(i+1))
		c.Connection = cmp.Or(c.Connection, b.Connection)
		switch {
		case seen[c.ID]:
			problems = append(problems, problem(at+"/id", fmt.Sprintf("%q was the id of another call before", c.ID)))
		case len(c.ID) > contract.MaxBatchID || !utf8.ValidString(c.ID):
			problems = append(problems, problem(at+"/id", fmt.Sprintf("it is not UTF-8 of at most %d bytes", contract.MaxBatchID)))
		}
		seen[c.ID] = true
		weight += c.Weight()
		named[i] = c
	}
	if weight > contract.MaxBatch {
		problems = append(problems, problem("/calls", fmt.Sprintf(
			"%d calls, of which those that wait count %d each, are more than the %d of one activity; split them over several, as RunBatches of package durable does",
			len(calls), contract.BatchCall{Wait: true}.Weight(), contract.MaxBatch)))
	}
	if b.Answer != "" && b.Answer != contract.AnswerObject {
		problems = append(problems, problem("/answer", "it is neither empty nor "+contract.AnswerObject))
	}
	if b.Answer == contract.AnswerObject && a.Objects == nil {
		problems = append(problems, problem("/answer", "this worker has no store of objects; give it one, or leave answer out"))
	}
	if len(problems) > 0 {
		return nil, badBatch(problems[:min(len(problems), shownProblems)]...)
	}
	return named, nil
}

// callsIn reads the lines of an object.
func (a *Activities) callsIn(ctx context.Context, o contract.Object) ([]contract.BatchCall, error) {
	if a.Objects == nil {
		return nil, objectError(errNoStore)
	}
	text, err := objects.ReadAll(ctx, a.Objects, o, largestCalls)
	if err != nil {
		return nil, objectError(err)
	}
	var calls []contract.BatchCall
	var problems []schema.Problem
	n := 0
	for line := range bytes.Lines(text) {
		n++
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		c, err := given[contract.BatchCall](line)
		if err != nil {
			problems = append(problems, problem("/calls_object/"+strconv.Itoa(n), err.Error()))
		}
		if calls = append(calls, c); len(problems) == shownProblems || len(calls) > contract.MaxBatch {
			break
		}
	}
	if len(problems) > 0 {
		return nil, badBatch(problems...)
	}
	return calls, nil
}

// readers are the ids of calls that only read and follow nothing.
func (a *Activities) readers(calls []contract.BatchCall) map[string]bool {
	ids := map[string]bool{}
	for _, c := range calls {
		action, err := a.Connector.Registry().Action(c.Action)
		if err == nil && action.Safety == registry.Read {
			ids[c.ID] = true
		}
	}
	return ids
}

func problem(at, message string) schema.Problem {
	return schema.Problem{Pointer: at, Rule: schema.RuleValue, Message: message}
}

func badBatch(problems ...schema.Problem) error {
	return &schema.Error{Subject: "the batch", Problems: problems}
}
