package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// A round in which the machine was busy slows both sides: the ratio stays.
func TestRatiosAreOfOneRound(t *testing.T) {
	m := measured{rounds: []round{
		{"a": {"ns/op": 10}, "b": {"ns/op": 100}},
		{"a": {"ns/op": 70}, "b": {"ns/op": 700}},
		{"a": {"ns/op": 20}, "b": {"ns/op": 100}},
	}}
	ratios := m.per("a", "b", "ns/op")
	assert.Equal(t, []float64{0.1, 0.1, 0.2}, ratios)
	assert.InDelta(t, 0.1, median(ratios), 1e-9)
	assert.Equal(t, "0.1 to 0.2", spread(ratios))
	assert.InDelta(t, 1.5, median([]float64{2, 1}), 1e-9)
	assert.Zero(t, median(nil))
}

func TestMissingFiguresAreToldAllAtOnce(t *testing.T) {
	m := measured{rounds: []round{{}}}
	_, err := m.rows()
	assert.ErrorContains(t, err, "ns/op of Call/get/actionctl in round 1")
	assert.ErrorContains(t, err, "lost of Integers in round 1")
}
