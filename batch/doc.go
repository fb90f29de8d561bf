// Package batch reads and writes batches as JSON lines, and keeps the journal of a
// batch in a file, so that one that was broken off can run again:
//
//	journal, err := batch.OpenJournal("nightly.journal")
//	if err != nil { … }
//	defer journal.Close()
//	in, out := batch.NewReader(os.Stdin), batch.NewWriter(os.Stdout)
//	for r := range c.RunBatch(ctx, in.Calls(), connector.BatchOptions{Journal: journal}) {
//		if err := out.Write(r); err != nil { … }
//	}
//	if err := in.Err(); err != nil { … }
//
// # The journal's file
//
// Each line is a record: a checksum (CRC-32C of what follows, eight hexadecimal digits),
// a space, or + where the line went to the disk together with the one before it, and
// JSON. The first says what the file is and its version. Of one id the last record
// counts. Records are only ever added, and a record is on the disk when Write returns:
// several at a time share one fsync. A last line that is not whole was never relied
// on, and is cut off when the file is opened, and so is what follows a hole of zeros in
// the last write, as a power cut may leave it; any other line that is not what was
// written is refused with its number. A file that is moved, replaced or changed while
// it is in use ends the batch.
package batch
