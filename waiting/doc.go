// Package waiting judges work that goes on: whether an answer that tells its state
// means that it goes on, ended well or failed. It asks nothing and knows no time; what a
// state means is said by the descriptor.
package waiting
