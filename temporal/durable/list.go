package durable

import (
	"encoding/json"
	"iter"

	"go.temporal.io/sdk/workflow"

	"github.com/actionctl/connector/temporal/contract"
)

// Pages reads a list to its end or its limits, as much at a time as an answer holds. An
// error is the last pair.
//
// All that is read is in the history. A workflow that reads much of it hands the
// ResumeToken of the last page to the one that continues it.
func Pages(ctx workflow.Context, l contract.List) iter.Seq2[*contract.Items, error] {
	return func(yield func(*contract.Items, error) bool) {
		for rest := l; ; {
			page, err := ListItems(ctx, rest)
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(page, nil) || page.ResumeToken == "" {
				return
			}
			rest.StartingToken = page.ResumeToken
			if !less(&rest.MaxItems, page.Count) || !less(&rest.MaxPages, page.Pages) {
				return
			}
		}
	}
}

// Items is Pages item by item. Items that an answer has in an object are read from there,
// up to MaxContent.
func Items(ctx workflow.Context, l contract.List) iter.Seq2[json.RawMessage, error] {
	return func(yield func(json.RawMessage, error) bool) {
		for page, err := range Pages(ctx, l) {
			items := []json.RawMessage(nil)
			if err == nil {
				items, err = itemsOf(ctx, page)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
		}
	}
}

// As decodes items, with json.Number where T leaves the type open.
func As[T any](items iter.Seq2[json.RawMessage, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for item, err := range items {
			var v T
			if err == nil {
				err = DecodeJSON(item, &v)
			}
			if !yield(v, err) || err != nil {
				return
			}
		}
	}
}

// less takes what was had from a limit, and is false when nothing is left of it. 0 is no
// limit.
func less(limit *int, had int) bool {
	if *limit <= 0 {
		return true
	}
	*limit -= had
	return *limit > 0
}

func itemsOf(ctx workflow.Context, page *contract.Items) ([]json.RawMessage, error) {
	if page.Object == nil {
		return page.Items, nil
	}
	text, err := Content(ctx, *page.Object)
	if err != nil {
		return nil, err
	}
	return lines(text), nil
}
