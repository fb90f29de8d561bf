package main

import (
	"errors"
	"slices"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/spelling"
	"github.com/actionctl/connector/temporal/internal/fleet"
)

// queues are those of the connections that are to be served. Connections that cannot be
// used have none and are in the error.
func (f *flags) queues(c *connector.Connector) ([]fleet.Queue, error) {
	names, err := c.Connections()
	problems := []error{err}
	var queues []fleet.Queue
	for _, name := range names {
		if !f.wants(name) {
			continue
		}
		info, err := c.ConnectionInfo(name)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		queues = append(queues, fleet.Queue{Connection: name, Name: f.queuePrefix + name, Rate: info.Rate})
	}
	return queues, errors.Join(problems...)
}

// found makes sure that there is something to serve for every --connection. broken is why
// some connections cannot be used.
func (f *flags) found(c *connector.Connector, queues []fleet.Queue, broken error) error {
	names, _ := c.Connections() // what is wrong with their files is in broken
	var problems []error
	for _, glob := range f.connections {
		one := flags{connections: []string{glob}}
		switch {
		case slices.ContainsFunc(queues, func(q fleet.Queue) bool { return one.wants(q.Connection) }):
		case slices.ContainsFunc(names, one.wants):
			problems = append(problems, usagef("--connection %s cannot be used: %w", glob, broken))
		default:
			problems = append(problems, usagef("--connection %s: there is no such connection%s", glob, spelling.DidYouMean(glob, names)))
		}
	}
	if len(problems) == 0 && len(queues) == 0 {
		problems = append(problems, usagef("there is no connection to serve; make one with: actionctl connections add NAME"), broken)
	}
	return errors.Join(problems...)
}
