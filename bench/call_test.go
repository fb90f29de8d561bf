package bench

import "testing"

// nowhere is never contacted.
const nowhere = "https://workspace.example"

// BenchmarkCall is what a call costs without a network: goals 1 and 2.
func BenchmarkCall(b *testing.B) {
	all := contenders(b, nowhere, canned{}, canned{})
	for i, call := range all[0].calls() {
		for _, c := range all {
			b.Run(call.name+"/"+c.name, func(b *testing.B) { repeat(b, c.calls()[i].do) })
		}
	}
}

// BenchmarkDecoded is a page of jobs as a value: goal 4.
func BenchmarkDecoded(b *testing.B) {
	for _, c := range contenders(b, nowhere, canned{}, canned{}) {
		b.Run("list/"+c.name, func(b *testing.B) { repeat(b, c.decoded) })
	}
}
