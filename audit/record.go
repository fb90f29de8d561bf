// Package audit keeps records of calls: who ran what where, what was decided, how it
// ended. A record holds no values of parameters, no answers, no addresses and no
// messages, so nothing in it is secret.
package audit

import "time"

// Caller is who a call is made for.
type Caller struct {
	Front   string `json:"front"`             // Library, CLI, Gateway, MCP or Temporal
	Name    string `json:"name,omitempty"`    // the token's name, the user of the operating system, or namespace/id of the workflow
	Agent   string `json:"agent,omitempty"`   // the client program, as it calls itself; the type of the workflow
	Request string `json:"request,omitempty"` // the gateway's own id of the request; run/activity#attempt of the workflow
}

// The fronts of a Caller.
const (
	Library  = "library"
	CLI      = "cli"
	Gateway  = "gateway"
	MCP      = "mcp"
	Temporal = "temporal" // an activity of a workflow
)

// Fronts are all fronts.
func Fronts() []string { return []string{Library, CLI, Gateway, MCP, Temporal} }

// Record is one line of an audit file.
type Record struct {
	Time         time.Time `json:"time"`
	Call         string    `json:"call"`              // joins the lines of one call; random
	Phase        string    `json:"phase"`             // Begin, End or Refused
	Purpose      string    `json:"purpose,omitempty"` // what the runtime made it for; "" when somebody asked
	Caller       Caller    `json:"caller"`
	Connection   string    `json:"connection"`
	Action       string    `json:"action"`
	Safety       string    `json:"safety,omitempty"`     // the action's safety class
	Decision     string    `json:"decision"`             // Allowed, Confirmed or Denied; "" where nobody was asked
	Rule         string    `json:"rule,omitempty"`       // of a refusal: "mode safe"
	Params       string    `json:"params,omitempty"`     // digest of the parameters without secrets
	Status       int       `json:"status,omitempty"`     // of the service's answer
	RequestID    string    `json:"request_id,omitempty"` // the service's
	Attempts     int       `json:"attempts,omitempty"`
	Milliseconds int64     `json:"ms,omitempty"`
	Error        string    `json:"error,omitempty"` // the code of the error object
}

// The phases of a call.
const (
	Begin   = "begin"   // before the first byte is sent
	End     = "end"     // its outcome is known, or that nobody knows it
	Refused = "refused" // nothing was sent
)

// The purposes of calls that nobody asked for by themselves.
const (
	Page  = "page"  // a further page of a list
	Poll  = "poll"  // how far work is that was started
	Abort = "abort" // to end such work
)

// The decisions about a call.
const (
	Allowed   = "allowed"
	Confirmed = "confirmed" // somebody who may said yes to it
	Denied    = "denied"
)
