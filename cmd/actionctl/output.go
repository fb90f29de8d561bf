package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/render"
	"github.com/actionctl/connector/internal/terminal"
	"github.com/actionctl/connector/registry"
)

func (a *app) printPlan(ctx context.Context, plan *connector.Plan, o *runOptions) error {
	look := a.options(o)
	look.Layout = render.Layout{}
	if look.Format == render.Raw && look.Query == nil {
		_, err := io.WriteString(a.Out, shownText(plan.String(), look))
		return err
	}
	text, err := plan.MarshalJSON()
	if err != nil {
		return err
	}
	return render.Value(ctx, a.Out, text, look)
}

// printResult writes the result and nothing else to where it belongs.
func (a *app) printResult(ctx context.Context, res *connector.Result, headers []string, o *runOptions) (err error) {
	look := a.options(o)
	defer func() { err = errors.Join(err, res.Close()) }()
	if res.Stream != nil && !res.IsEvents() && !look.Screen {
		done := a.meterDownload(res)
		defer done()
	}
	return a.toOutput(o, func(w io.Writer) error { return writeResult(ctx, w, res, headers, look) })
}

func writeResult(ctx context.Context, w io.Writer, res *connector.Result, headers []string, o render.Options) error {
	asItCame := o.Format == render.Raw && o.Query == nil
	switch {
	case res.IsEvents() && !asItCame:
		return writeEvents(ctx, w, res, o)
	case res.Stream != nil:
		return writeBytes(w, res.Stream, o)
	case len(res.Raw) == 0 && len(headers) > 0:
		text, err := json.Marshal(declaredHeaders(res, headers))
		if err != nil {
			return err
		}
		return render.Value(ctx, w, text, o)
	case len(res.Raw) == 0:
		return nil
	case json.Valid(res.Raw) && !asItCame:
		return render.Value(ctx, w, res.Raw, o)
	case o.Query != nil: // of text it makes what it makes of a string
		return render.Of(ctx, w, string(res.Raw), o)
	case o.Format == render.None:
		return nil
	}
	_, err := io.WriteString(w, shownText(string(res.Raw), o))
	return err
}

// writeBytes writes an answer that is not text, or need not be.
func writeBytes(w io.Writer, r io.Reader, o render.Options) error {
	if o.Format == render.None {
		w = io.Discard
	}
	if !o.Screen {
		_, err := io.Copy(w, r)
		return err
	}
	f := terminal.NewFilter(w)
	_, err := io.Copy(f, r)
	return errors.Join(err, f.Close())
}

// shownText is text of the service for where it goes.
func shownText(text string, o render.Options) string {
	if o.Screen {
		return terminal.Lines(text)
	}
	return text
}

// declaredHeaders are the headers that the descriptor calls part of the result.
func declaredHeaders(res *connector.Result, names []string) map[string]string {
	headers := map[string]string{}
	for _, name := range names {
		if v := res.Header.Get(name); v != "" {
			headers[name] = v
		}
	}
	return headers
}

// headersOf are the headers that are part of an action's result.
func headersOf(a *registry.Action) []string {
	if a.Response == nil {
		return nil
	}
	return a.Response.Headers
}
