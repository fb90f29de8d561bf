package durable_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/workflow"

	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/durable"
)

func objectOf(text string) contract.Object {
	sum := sha256.Sum256([]byte(text))
	return contract.Object{URI: "file:///o/x", Size: int64(len(text)), SHA256: hex.EncodeToString(sum[:])}
}

func TestDecodeFromAnObject(t *testing.T) {
	const text = `{"job_id": 9007199254740993, "name": "ü"}`
	object := objectOf(text)
	_, read := chunks(text, 7)
	got, err := run(t, env(t, map[string]any{contract.ReadObject: read}), func(ctx workflow.Context) (json.Number, error) {
		var job map[string]any
		err := durable.Decode(ctx, &contract.Result{Status: 200, Object: &object}, &job)
		id, _ := job["job_id"].(json.Number)
		return id, err
	})
	require.NoError(t, err)
	assert.Equal(t, json.Number("9007199254740993"), got)
}

func TestContentThatIsNotWhatItWas(t *testing.T) {
	object := objectOf("hello")
	for _, other := range []string{"jello", "hello world", "hell"} {
		_, read := chunks(other, 2)
		_, err := run(t, env(t, map[string]any{contract.ReadObject: read}), func(ctx workflow.Context) (int, error) {
			_, err := durable.Content(ctx, object)
			assert.ErrorIs(t, err, durable.ErrDamaged, other)
			return 0, nil
		})
		require.NoError(t, err)
	}
	ranges, _, stuck := answers(func(contract.Range) (*contract.Chunk, error) { return &contract.Chunk{Text: "h", Next: 1}, nil })
	_, err := run(t, env(t, map[string]any{contract.ReadObject: stuck}), func(ctx workflow.Context) (int, error) {
		_, err := durable.Content(ctx, object)
		assert.ErrorIs(t, err, durable.ErrDamaged)
		_, err = durable.Content(ctx, contract.Object{Size: durable.MaxContent + 1})
		assert.ErrorIs(t, err, durable.ErrTooLong)
		return 0, nil
	})
	require.NoError(t, err)
	assert.Len(t, *ranges, 2, "it does not go on for ever, and asks for nothing that is too large")
}
