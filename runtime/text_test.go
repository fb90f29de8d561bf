package runtime

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestText(t *testing.T) {
	for _, c := range []struct {
		value any
		want  string
	}{
		{"", ""}, {"a b", "a b"}, {true, "true"}, {false, "false"}, {0, "0"}, {-7, "-7"},
		{int64(math.MaxInt64), "9223372036854775807"}, {uint64(math.MaxUint64), "18446744073709551615"},
		{1.0, "1"}, {1.5, "1.5"}, {1e15, "1000000000000000"}, {float64(1<<53 - 1), "9007199254740991"}, {-0.001, "-0.001"},
		{json.Number("0"), "0"}, {json.Number("4020997813441462123"), "4020997813441462123"},
		{json.Number("1.0"), "1"}, {json.Number("1.50"), "1.5"}, {json.Number("1e3"), "1000"}, {json.Number("12.5E+1"), "125"},
		{json.Number("-1.5e-3"), "-0.0015"}, {json.Number("9007199254740993e0"), "9007199254740993"}, {json.Number("-0"), "-0"},
	} {
		got, err := text(c.value)
		assert.NoError(t, err)
		assert.Equal(t, c.want, got, "%#v", c.value)
	}
}

func TestTextRefuses(t *testing.T) {
	for _, value := range []any{
		nil, []any{}, map[string]any{}, "a\xff", math.NaN(), math.Inf(-1), float64(1 << 53), -1e300, struct{}{},
		json.Number(""), json.Number("NaN"), json.Number("0x10"), json.Number("1_000"), json.Number("01"), json.Number("1e1000000000"), json.Number("1e-5000"),
	} {
		_, err := text(value)
		assert.Error(t, err, "%#v", value)
	}
}
