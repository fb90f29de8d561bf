package mcp

import (
	"log/slog"
	"path"
	"time"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// Options say what a server offers to agents.
type Options struct {
	Connector *connector.Connector
	// Mode is how much agents may do without somebody's consent; "" is Safe.
	Mode connection.Mode
	// Connections are globs of the names that agents see; empty shows all.
	Connections []string
	// Pin are globs of actions that become tools of their own.
	Pin []string
	// Aliases adds the tools' names of the hosted connectors.
	Aliases bool
	// Budget is about how many tokens a result may have; 0 is DefaultBudget.
	Budget int
	// MaxWait bounds waiting within one call; 0 is DefaultMaxWait.
	MaxWait time.Duration
	// Interval is the time between the first polls; 0 is that of connector.WaitOptions.
	Interval time.Duration
	// CallTimeout bounds one call; 0 is DefaultCallTimeout.
	CallTimeout time.Duration
	// NeverAsk keeps the server from asking the person for consent: what Mode refuses
	// stays refused.
	NeverAsk bool
	// User is who runs a server that is not told its clients, for the audit.
	User string
	// Version of the program, told to clients.
	Version string
	// Logger gets what the protocol does; nil means none.
	Logger *slog.Logger
}

// The defaults of Options.
const (
	DefaultBudget      = 1500
	DefaultMaxWait     = 10 * time.Minute
	DefaultCallTimeout = 10 * time.Minute
)

// bytesPerToken is what a token of JSON has at the least, as the common vocabularies go.
const bytesPerToken = 3

// smallestBudget leaves room for what is around a result.
const smallestBudget = 200

func (o Options) filled() Options {
	if o.Mode == "" {
		o.Mode = connection.Safe
	}
	if o.Budget <= 0 {
		o.Budget = DefaultBudget
	}
	o.Budget = max(o.Budget, smallestBudget)
	if o.MaxWait <= 0 {
		o.MaxWait = DefaultMaxWait
	}
	if o.CallTimeout <= 0 {
		o.CallTimeout = DefaultCallTimeout
	}
	return o
}

// size is the budget in bytes.
func (o Options) size() int { return o.Budget * bytesPerToken }

// anyMatch tells whether a name is among globs; no globs have all.
func anyMatch(globs []string, name string) bool {
	for _, glob := range globs {
		if ok, err := path.Match(glob, name); ok && err == nil {
			return true
		}
	}
	return len(globs) == 0
}
