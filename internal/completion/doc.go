// Package completion says how a word that a person has begun to type may go on: the
// names of actions, the parameters of an action down to the fields of its body, their
// values, files. It reads descriptors and folders, nothing else.
package completion
