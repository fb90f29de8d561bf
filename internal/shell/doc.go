// Package shell writes words the way POSIX shells read them.
package shell
