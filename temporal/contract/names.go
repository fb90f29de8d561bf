package contract

// The names of the activities.
const (
	RunAction  = "RunAction"  // takes a Call, gives a Result
	WaitAction = "WaitAction" // takes a Wait, gives a Finished
	ListItems  = "ListItems"  // takes a List, gives Items
	RunBatch   = "RunBatch"   // takes a Batch, gives a Tally
	ReadObject = "ReadObject" // takes a Range, gives a Chunk
)

// TaskQueue is the queue of a connection, as actionctl-worker names it: its rate is that
// of the connection.
func TaskQueue(connection string) string { return "actionctl-" + connection }
