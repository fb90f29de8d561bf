package waiting

// End is how far work is.
type End int

// The ends of work.
const (
	Pending End = iota
	Success
	Failure
)

// Verdict is what one answer says about the work.
type Verdict struct {
	End     End
	State   string // as the service names it; of several elements their counts, as in "1 INSTALLING, 2 INSTALLED"
	Result  string // how the work ended beyond its state
	Message string
	Code    string
	Parts   []Part // once the work ended: those that failed by themselves first
}

// Part is one part of the work, such as a task.
type Part struct {
	Name    string
	State   string
	Message string
	Failed  bool           // by itself
	NotRun  bool           // others kept it from running
	Output  map[string]any // parameters of the action that tells more of it; nil without one
}
