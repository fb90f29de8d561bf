package waiting_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/waiting"
)

func TestParams(t *testing.T) {
	with := map[string]string{"run_id": "response.run_id", "data.site": "request.data.site.id", "optional": "request.optional"}
	request, answer := object{"data": object{"site": object{"id": "x"}}}, parse(t, `{"run_id":9007199254740993}`)
	params, err := waiting.Params(with, request, answer)
	require.NoError(t, err)
	assert.Equal(t, object{"run_id": json.Number("9007199254740993"), "data": object{"site": "x"}}, params)

	with["other"] = "response.deep.id"
	_, err = waiting.Params(with, request, parse(t, `{"run_id":null}`))
	assert.EqualError(t, err, "the answer has no deep.id, which is needed as other\nthe answer has no run_id, which is needed as run_id")
	params, err = waiting.Params(nil, nil, nil)
	require.NoError(t, err)
	assert.Equal(t, object{}, params)
}

func TestAmong(t *testing.T) {
	w := wait(t, install)
	assert.Nil(t, waiting.Among(w, parse(t, `{}`)))
	assert.Nil(t, waiting.Among(w, parse(t, `{"data":{"libraries":"all"}}`)))
	assert.Len(t, waiting.Among(w, parse(t, pypi)), 2)
	assert.Nil(t, waiting.Among(wait(t, cluster), parse(t, pypi)))
}
