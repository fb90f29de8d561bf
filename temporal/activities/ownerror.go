package activities

// ownError is an error of an activity that is none of a call.
type ownError struct {
	code, category string
	text           string
	hint           string // the cure
	cause          error  // for errors.Is
	whole          error  // what text keeps from the workflow, for the log
	status         int    // of the service's answer, where there is one
	request        string // its id
}

func (e *ownError) Error() string { return e.text }

func (e *ownError) Unwrap() error { return e.cause }
