// Package brief makes schemas and answers short, for readers that pay by the word: types
// as one line, JSON values cut to a size with the rest kept, chosen fields alone.
package brief
