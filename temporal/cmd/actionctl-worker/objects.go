package main

import (
	"strings"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/temporal/objects"
)

// store is where large answers go, nil when nobody said.
func (f *flags) store(c *connector.Connector) (objects.Store, error) {
	if f.objects == "" {
		return nil, nil
	}
	if name, folder, ok := strings.Cut(f.objects, ":/Volumes/"); ok {
		if _, err := c.ConnectionInfo(name); err != nil {
			return nil, usagef("--objects: %w", err)
		}
		v, err := objects.NewVolume(c, name, "/Volumes/"+folder)
		if err != nil {
			return nil, usagef("--objects: %w", err)
		}
		return v, nil
	}
	d, err := objects.NewDirectory(f.objects)
	if err != nil {
		return nil, usagef("--objects: %w", err)
	}
	return d, nil
}
