// Package missing finds what a call still lacks, one value after another, and says of
// each what it is, so that a person can be asked for it.
package missing
