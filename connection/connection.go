package connection

import (
	"net/http"
	"time"
)

// What counts where a connection says nothing.
const (
	UsualInactivity  = 60 * time.Second
	UsualRetryBudget = 5 * time.Minute
)

// Connection is one workspace, how to reach it and what may be done there. The zero
// value of every field but Host works.
type Connection struct {
	// Name is how callers ask for it.
	Name string
	// Host is the workspace's URL, such as https://my.cloud.databricks.com. A
	// missing scheme means https; a path, a query and a fragment are dropped.
	Host string
	// WorkspaceID is sent as X-Databricks-Workspace-Id when it is known.
	WorkspaceID string
	// Auth signs requests; nil sends no credentials.
	Auth Auth
	// Headers go with every request. A call's own headers and those of Auth win.
	Headers http.Header
	// Policy says which actions may run; the zero value allows all.
	Policy Policy
	// AllowUnknown lets fields and enum values pass that the descriptors do not
	// know.
	AllowUnknown bool

	// Timeout bounds one attempt, that of a stream up to its headers. Zero means no
	// bound of its own: the caller's context still ends the call.
	Timeout time.Duration
	// InactivityTimeout ends an attempt whose body does not move in either direction
	// for so long; zero means UsualInactivity, less than zero never.
	InactivityTimeout time.Duration
	// RetryBudget is how long all attempts of a call may take together, waiting
	// included; zero means UsualRetryBudget, less than zero no retries.
	RetryBudget time.Duration
	// Rate is how many attempts a second are made; more wait their turn. Zero means no
	// limit. Burst is how many may go at once, at least 1.
	Rate  float64
	Burst int
	// Concurrency is how many calls run at once; more wait. Zero means no limit.
	Concurrency int

	// CAFile is a PEM file of certificate authorities to trust beside the system's.
	CAFile string
	// Proxy is the URL of the proxy; "" means HTTPS_PROXY and NO_PROXY of the
	// process, "none" no proxy.
	Proxy string
	// Transport carries the requests; nil means a pool of this connection's own. It
	// is how an embedded sandbox or a test stands in for a workspace. CAFile and Proxy
	// do not apply to it.
	Transport http.RoundTripper

	// Source says where the settings came from, for people: "environment",
	// "profile prod of /home/me/.databrickscfg".
	Source string
	// Warnings are what a person should know about how the connection is written
	// down, such as a secret in a file that others can read. They hold no secret.
	Warnings []string
}
