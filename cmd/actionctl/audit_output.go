package main

import (
	"bytes"
	"context"
	"io"
	"strconv"
	"time"

	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/internal/render"
)

// auditOutput writes records in one of the formats.
type auditOutput interface {
	Record(r audit.Record) error
	Flush() error // what was given so far should be seen
	End() error
}

func (a *app) newAuditOutput(ctx context.Context, format string) auditOutput {
	switch format {
	case "json":
		return &auditArray{w: a.Out, all: []audit.Record{}}
	case "jsonl":
		return auditLines{a.Out}
	}
	t := render.NewList(ctx, a.Out, render.Options{Format: render.Table, Width: a.outScreen.Width(), Paint: a.paintOut()})
	render.SetHeader(t, []string{"TIME", "PHASE", "CALLER", "CONNECTION", "ACTION", "SAFETY", "DECISION", "STATUS", "MS", "ERROR"})
	return auditTable{t}
}

// auditArray is one JSON array.
type auditArray struct {
	w   io.Writer
	all []audit.Record
}

func (o *auditArray) Record(r audit.Record) error {
	o.all = append(o.all, r)
	return nil
}

func (o *auditArray) Flush() error { return nil }

func (o *auditArray) End() error { return encodeJSON(o.w, o.all, true) }

// auditLines are JSON lines, as they stand in the file.
type auditLines struct{ w io.Writer }

func (o auditLines) Record(r audit.Record) error {
	var line bytes.Buffer // whoever reads the other end gets whole lines
	if err := encodeJSON(&line, r, false); err != nil {
		return err
	}
	_, err := o.w.Write(line.Bytes())
	return err
}

func (o auditLines) Flush() error { return nil }

func (o auditLines) End() error { return nil }

// auditTable is for people.
type auditTable struct{ render.Writer }

func (o auditTable) Record(r audit.Record) error {
	what := r.Action
	if r.Purpose != "" {
		what += " (" + r.Purpose + ")"
	}
	decision := orDash(r.Decision)
	if r.Rule != "" {
		decision += " by " + r.Rule
	}
	who := r.Caller.Front
	if r.Caller.Name != "" {
		who += " " + r.Caller.Name
	}
	row := []any{
		r.Time.UTC().Format(time.DateTime), r.Phase, who, orDash(r.Connection), orDash(what), orDash(r.Safety), decision,
		number(int64(r.Status), r.Status != 0), number(r.Milliseconds, r.Phase == audit.End), orDash(r.Error),
	}
	return o.Item(row)
}

func number(n int64, known bool) string {
	if !known {
		return "-"
	}
	return strconv.FormatInt(n, 10)
}
