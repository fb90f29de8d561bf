package runtime

import "io"

// isEOF reports whether a reader has come to its end in order. An error that wraps
// io.EOF is no such end.
func isEOF(err error) bool { return err == io.EOF } //nolint:errorlint // that is io.Reader's contract
