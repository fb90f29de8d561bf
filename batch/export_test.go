package batch

// Kept is how much room a writer keeps.
func Kept(w *Writer) int { return w.buf.Cap() }

// Joined is a record as a line that was written together with the one before it.
func Joined(record string) string { return string(frame(joins, []byte(record))) }

// Frame is a record as a line of a journal.
func Frame(record string) string { return string(frame(begins, []byte(record))) }
