package connector

import (
	"context"
	"fmt"
	"maps"

	"github.com/actionctl/connector/paging"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// begin makes sure that the listing can be read, and puts the call's timeout on ctx:
// it bounds all pages together, from the first reading on.
func (l *Listing) begin(ctx context.Context) (context.Context, context.CancelFunc, error) {
	if err := l.prepare(); err != nil {
		if l.c != nil { // of work that left no answer there is no call
			l.c.refuse(ctx, l.call, "", err)
		}
		return ctx, func() {}, err
	}
	if l.call.Timeout <= 0 {
		return ctx, func() {}, nil
	}
	if l.ends.IsZero() {
		l.ends = l.c.clock.Now().Add(l.call.Timeout)
	}
	ctx, stop := l.c.clock.WithDeadline(ctx, l.ends, timeoutError(l.call.Timeout))
	return ctx, stop, nil
}

// prepare checks the call and makes its walk, once.
func (l *Listing) prepare() error {
	if l.walk == nil && l.begun == nil {
		l.begun = l.open()
	}
	return l.begun
}

func (l *Listing) open() error {
	a, conn, err := l.c.find(l.call)
	if err != nil {
		return err
	}
	l.host = conn.Host
	if a.Paginate == nil {
		return &listError{ErrNoList, fmt.Sprintf("%s is no list: its answer comes whole; run it without paging", a.Name)}
	}
	if err := l.call.List.check(); err != nil {
		return err
	}
	params, err := normalParams(a, l.call.Params)
	if err != nil {
		return err
	}
	if l.print, err = l.c.fingerprint(a, conn, params, l.call.List.PageSize); err != nil {
		return err
	}
	o := paging.Options{Find: l.c.registry.Action, PageSize: l.call.List.PageSize}
	if token := l.call.List.StartingToken; token != "" {
		l.resumed, l.first = true, nil
		if o.From, err = readResumeToken(token, a.Name, l.print); err != nil {
			return err
		}
	}
	walk, err := paging.New(a, params, o)
	if err != nil {
		return &listError{ErrListOptions, err.Error()}
	}
	l.walk, l.since = walk, walk.Position()
	return nil
}

func (o ListOptions) check() error {
	for _, limit := range []struct {
		name string
		n    int
	}{{"items", o.MaxItems}, {"pages", o.MaxPages}} {
		if limit.n < 0 {
			return &listError{ErrListOptions, fmt.Sprintf("at most %d %s: the number is negative; 0 means all", limit.n, limit.name)}
		}
	}
	return nil
}

// normalParams are the parameters of JSON kinds; only the bytes of a raw body stay
// what they are.
func normalParams(a *registry.Action, given map[string]any) (map[string]any, error) {
	raw, isRaw := rawBody(a, given)
	if isRaw {
		given = maps.Clone(given)
		delete(given, registry.BodyParam)
	}
	normal, problems := schema.Normalize(given)
	if len(problems) > 0 {
		return nil, invalid(a, problems)
	}
	params, _ := normal.(map[string]any)
	if isRaw {
		params = clone(params)
		params[registry.BodyParam] = raw
	}
	return params, nil
}

// Plan returns the request that the listing would send next, with the page size and
// the token that go with it. It sends nothing, as Connector.Plan does.
func (l *Listing) Plan(ctx context.Context) (*Plan, error) {
	if err := l.prepare(); err != nil {
		return nil, err
	}
	next, err := l.walk.Next()
	if err != nil || next == nil {
		return nil, err
	}
	return l.c.Plan(ctx, l.request(next))
}
