package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseReadsEveryFigure(t *testing.T) {
	r, err := parse(`goos: linux
BenchmarkCall/get/actionctl-2         	   12332	      9179 ns/op	    6011 B/op	      44 allocs/op
a line that a library logs
BenchmarkMany/get/actionctl-16        	   16000	     62766 ns/op	        65.00 connections
BenchmarkIntegers             	       1	         0 lost
PASS
`)
	require.NoError(t, err)
	assert.Equal(t, round{
		"Call/get/actionctl": {"ns/op": 9179, "B/op": 6011, "allocs/op": 44},
		"Many/get/actionctl": {"ns/op": 62766, "connections": 65},
		"Integers":           {"lost": 0},
	}, r)
}

func TestParseRefusesWhatIsNoNumber(t *testing.T) {
	_, err := parse("BenchmarkCall-2 10 quick ns/op")
	assert.ErrorContains(t, err, "quick")
}
