package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/manual"
	"github.com/actionctl/connector/internal/render"
)

// describer writes descriptions of actions.
type describer struct {
	*app
	c       *connector.Connector
	options *describeOptions
	several bool
	layout  manual.Layout
	pages   []string // of text
}

// write describes one action after the other; several as JSON are one array.
func (d *describer) write(ctx context.Context, names []string) error {
	if d.options.output == "json" && d.several {
		all := make([]*connector.Description, len(names))
		for i, name := range names {
			var err error
			if all[i], err = d.c.Describe(name); err != nil {
				return err
			}
		}
		return encodeJSON(d.Out, all, true)
	}
	for _, name := range names {
		if err := d.one(name); err != nil {
			return err
		}
	}
	if d.options.output != "text" {
		return nil
	}
	return d.page(ctx, strings.Join(d.pages, "\n\n"))
}

func (d *describer) one(name string) error {
	about, err := d.c.Describe(name)
	if err != nil {
		return err
	}
	switch d.options.output {
	case "jsonl":
		return encodeJSON(d.Out, about, false)
	case "json":
		return encodeJSON(d.Out, about, true)
	case "yaml":
		text, err := json.Marshal(about)
		if err != nil {
			return err
		}
		if d.several {
			if _, err := fmt.Fprintln(d.Out, "---"); err != nil {
				return err
			}
		}
		return render.WriteYAML(d.Out, text)
	}
	action, err := d.c.Registry().Action(name)
	if err != nil {
		return err
	}
	d.pages = append(d.pages, manual.Page(d.c.Types(), action, about, d.layout))
	return nil
}
