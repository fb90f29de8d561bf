package batch

// Kept is how much room a writer keeps.
func Kept(w *Writer) int { return w.buf.Cap() }

// Frame is a record as a line of a journal.
func Frame(record string) string { return string(frame([]byte(record))) }
