package main

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestAtOnce is for the race detector, and for a process in which nothing was compiled
// before: many ask for the metaschema of a draft at the same time, and each has it.
func TestAtOnce(t *testing.T) {
	start := make(chan struct{})
	var wg sync.WaitGroup
	for range 8 {
		for _, draft := range drafts {
			wg.Go(func() {
				<-start
				_, err := compile(draft, []byte(`{"type": "object", "properties": {"a": {"type": "string"}}}`))
				assert.NoError(t, err, draft)
				_, err = compile(draft, []byte(`{"type": 12}`))
				assert.ErrorContains(t, err, "does not validate with", draft)
				s, err := compile(draft, []byte(`{"$ref": "`+draft.URL()+`#"}`))
				if assert.NoError(t, err, draft) {
					assert.NoError(t, s.Validate(map[string]any{"type": "string"}), draft)
					assert.Error(t, s.Validate(map[string]any{"type": 12.0}), draft)
				}
			})
		}
	}
	close(start)
	wg.Wait()
}
