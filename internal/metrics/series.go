package metrics

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// series are the values of one metric by the values of its labels.
type series[T any] struct {
	mu     sync.RWMutex
	values map[string]*one[T]
}

type one[T any] struct {
	values []string
	value  T
}

// of is the value for the labels' values, made when it is asked for first.
func (s *series[T]) of(values []string) *T {
	key := strings.Join(values, "\x00")
	s.mu.RLock()
	found := s.values[key]
	s.mu.RUnlock()
	if found != nil {
		return &found.value
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.values == nil {
		s.values = map[string]*one[T]{}
	}
	if s.values[key] == nil {
		s.values[key] = &one[T]{values: slices.Clone(values)}
	}
	return &s.values[key].value
}

func (s *series[T]) sorted() []*one[T] {
	s.mu.RLock()
	defer s.mu.RUnlock()
	all := make([]*one[T], 0, len(s.values))
	for _, o := range s.values {
		all = append(all, o)
	}
	slices.SortFunc(all, func(a, b *one[T]) int {
		return cmp.Compare(strings.Join(a.values, "\x00"), strings.Join(b.values, "\x00"))
	})
	return all
}
