package main

import (
	"math"
	"math/bits"
	"time"
)

// finer is how many steps there are from one power of two to the next: a duration is
// told to within 3 %.
const finer = 32

// latencies counts durations in memory that does not grow with their number.
type latencies struct {
	Counts [64 * finer]int64
	Total  int64
}

func (l *latencies) add(d time.Duration) {
	l.Counts[stepOf(d)]++
	l.Total++
}

func (l *latencies) join(other *latencies) {
	for i, n := range other.Counts {
		l.Counts[i] += n
	}
	l.Total += other.Total
}

// at is the duration that a part of all did not exceed.
func (l *latencies) at(part float64) time.Duration {
	left := int64(math.Ceil(part * float64(l.Total)))
	for i, n := range l.Counts {
		if left -= n; left <= 0 && n > 0 {
			return endOf(i)
		}
	}
	return 0
}

func stepOf(d time.Duration) int {
	n := max(uint64(d), finer)
	shift := bits.Len64(n) - bits.Len64(finer)
	return shift*finer + int(n>>shift) - finer
}

// endOf is the longest duration of a step.
func endOf(i int) time.Duration {
	shift := i / finer
	return time.Duration((uint64(i%finer+finer)+1)<<shift - 1)
}
