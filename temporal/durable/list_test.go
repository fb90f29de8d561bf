package durable_test

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/durable"
)

// tens is a list of so many numbers that an activity gives ten at a time, at two pages
// of the service.
func tens(total int) func(contract.List) (*contract.Items, error) {
	return func(l contract.List) (*contract.Items, error) {
		at, _ := strconv.Atoi(l.StartingToken)
		items := &contract.Items{Items: []json.RawMessage{}, Pages: 2}
		for len(items.Items) < 10 && at < total && (l.MaxItems == 0 || len(items.Items) < l.MaxItems) {
			items.Items = append(items.Items, json.RawMessage(strconv.Itoa(at)))
			at++
		}
		items.Count = len(items.Items)
		if at < total {
			items.ResumeToken = strconv.Itoa(at)
		}
		return items, nil
	}
}

func TestItems(t *testing.T) {
	for _, c := range []struct {
		name       string
		list       contract.List
		total      int
		leave      int
		want       int
		activities int
	}{
		{"all of them", contract.List{}, 25, 0, 25, 3},
		{"a full last answer", contract.List{}, 20, 0, 20, 2},
		{"none", contract.List{}, 0, 0, 0, 1},
		{"at most", contract.List{MaxItems: 12}, 25, 0, 12, 2},
		{"at most as many as an answer has", contract.List{MaxItems: 10}, 25, 0, 10, 1},
		{"at most so many pages", contract.List{MaxPages: 4}, 50, 0, 20, 2},
		{"from the middle", contract.List{StartingToken: "15"}, 25, 0, 10, 1},
		{"left early", contract.List{}, 25, 3, 3, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			lists, _, act := answers(tens(c.total))
			got, err := run(t, env(t, map[string]any{contract.ListItems: act}), func(ctx workflow.Context) ([]int, error) {
				var all []int
				for n, err := range durable.As[int](durable.Items(ctx, c.list)) {
					if err != nil {
						return nil, err
					}
					if all = append(all, n); len(all) == c.leave {
						break
					}
				}
				return all, nil
			})
			require.NoError(t, err)
			first, _ := strconv.Atoi(c.list.StartingToken)
			require.Len(t, got, c.want)
			for i, n := range got {
				assert.Equal(t, first+i, n)
			}
			assert.Len(t, *lists, c.activities)
		})
	}
}

func TestItemsThatFail(t *testing.T) {
	good := tens(25)
	_, _, act := answers(func(l contract.List) (*contract.Items, error) {
		if l.StartingToken != "" {
			return nil, temporal.NewNonRetryableApplicationError("gone", "not_found", nil)
		}
		return good(l)
	})
	got, err := run(t, env(t, map[string]any{contract.ListItems: act}), func(ctx workflow.Context) (int, error) {
		n, failed := 0, 0
		for _, err := range durable.Items(ctx, contract.List{}) {
			if err != nil {
				var app *temporal.ApplicationError
				assert.ErrorAs(t, err, &app)
				failed++
				continue
			}
			n++
		}
		assert.Equal(t, 1, failed, "the error is the last pair")
		for _, err := range durable.As[[]int](durable.Items(ctx, contract.List{})) {
			if err == nil {
				return 0, errors.New("a number is no list")
			}
			assert.ErrorContains(t, err, "does not fit")
		}
		return n, nil
	})
	require.NoError(t, err)
	assert.Equal(t, 10, got)
}

// Items in an object are read chunk by chunk, and what is not what was stored is found.
func TestItemsInAnObject(t *testing.T) {
	var text strings.Builder
	for i := range 100 {
		text.WriteString(`{"n":` + strconv.Itoa(i) + "}\n")
	}
	object := objectOf(text.String())
	_, _, list := answers(func(l contract.List) (*contract.Items, error) {
		return &contract.Items{Object: &object, Count: 100}, nil
	})
	ranges, read := chunks(text.String(), 33)
	got, err := run(t, env(t, map[string]any{contract.ListItems: list, contract.ReadObject: read}), func(ctx workflow.Context) (int, error) {
		n := 0
		for item, err := range durable.As[struct{ N int }](durable.Items(ctx, contract.List{})) {
			if err != nil || item.N != n {
				return 0, errors.Join(err, errors.New("not in order"))
			}
			n++
		}
		return n, nil
	})
	require.NoError(t, err)
	assert.Equal(t, 100, got)
	assert.Len(t, *ranges, (text.Len()+32)/33)
}

// chunks is ReadObject of a text, with so many bytes at most.
func chunks(text string, most int) (*[]contract.Range, func(context.Context, contract.Range) (*contract.Chunk, error)) {
	ranges, _, act := answers(func(r contract.Range) (*contract.Chunk, error) {
		rest := text[r.Offset:]
		if len(rest) <= most {
			return &contract.Chunk{Data: []byte(rest)}, nil
		}
		return &contract.Chunk{Text: rest[:most], Next: r.Offset + int64(most)}, nil
	})
	return ranges, act
}
