// Package terminal is what a command knows of the screen in front of a person: whether
// there is one and how wide it is, colours, one line that is rewritten in place, a
// pager, and text that cannot take the screen over.
package terminal
