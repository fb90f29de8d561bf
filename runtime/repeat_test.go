package runtime

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/actionctl/connector/registry"
)

func TestRepeatOf(t *testing.T) {
	for _, tt := range []struct {
		action registry.Action
		want   Repeat
	}{
		{registry.Action{Method: "GET", Safety: registry.Read}, Repeat{true, "it only reads"}},
		{registry.Action{Method: "POST", Safety: registry.Read}, Repeat{true, "it only reads"}},
		{registry.Action{Method: "POST", Safety: registry.Write}, Repeat{false, "a repeated POST may do its work twice"}},
		{registry.Action{Method: "PATCH", Safety: registry.Write}, Repeat{false, "a repeated PATCH may do its work twice"}},
		{registry.Action{Method: "PUT", Safety: registry.Write}, Repeat{true, "PUT is idempotent"}},
		{registry.Action{Method: "DELETE", Safety: registry.Destructive}, Repeat{true, "DELETE is idempotent"}},
		{
			registry.Action{Method: "POST", Safety: registry.Cost, Idempotency: &registry.Idempotency{Token: "data.token"}},
			Repeat{true, "the service knows a repeat by its idempotency token"},
		},
		{
			registry.Action{Method: "POST", Safety: registry.Cost, Idempotency: &registry.Idempotency{Repeatable: true}},
			Repeat{true, "a repeat leaves the same state"},
		},
	} {
		assert.Equal(t, tt.want, RepeatOf(&tt.action))
	}
}
