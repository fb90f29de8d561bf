// Package manual writes what an action is for people: its page, and in words what its
// safety class means, what of it is repeated, how its pages follow each other, and how
// its work is waited for.
package manual

//go:generate go test . -run TestReferenceIsCurrent -count=1 -update
