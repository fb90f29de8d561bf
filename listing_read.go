package connector

import (
	"context"
	"errors"
	"fmt"

	"github.com/actionctl/connector/audit"
	"github.com/actionctl/connector/paging"
	"github.com/actionctl/connector/runtime"
	"github.com/actionctl/connector/schema"
)

// nextItem is the next item; more is false behind the last one.
func (l *Listing) nextItem(ctx context.Context) (item any, more bool, err error) {
	if l.full() {
		return nil, false, nil
	}
	if l.walk.Merges() {
		return l.nextObject(ctx)
	}
	for {
		if err := l.alive(ctx); err != nil {
			return nil, false, err
		}
		if l.page != nil && l.given < len(l.page.Items) {
			item = l.page.Items[l.given]
			l.given++
			l.items++
			return item, true, nil
		}
		if read, err := l.read(ctx); err != nil || !read {
			return nil, false, err
		}
	}
}

// nextObject joins the pages of one object. Nothing of it is handed out before its
// end, so the listing stands at its beginning until then.
func (l *Listing) nextObject(ctx context.Context) (object any, more bool, err error) {
	a, err := l.c.registry.Action(l.call.Action)
	if err != nil {
		return nil, false, err
	}
	for {
		if err := l.alive(ctx); err != nil {
			return nil, false, err
		}
		read, err := l.read(ctx)
		if err != nil {
			return nil, false, err
		}
		if !read {
			break
		}
		l.whole = paging.Join(a.Paginate, l.whole, l.page.Part)
		l.given = len(l.page.Items)
	}
	if l.whole == nil {
		return nil, false, nil
	}
	object, l.whole = l.whole, nil
	l.items++
	return object, true, nil
}

// nextPage is the next page, or the rest of the last one; nil behind the end.
func (l *Listing) nextPage(ctx context.Context) (*Page, error) {
	if l.full() {
		return nil, nil
	}
	if err := l.alive(ctx); err != nil {
		return nil, err
	}
	if l.page == nil || l.given >= len(l.page.Items) {
		if read, err := l.read(ctx); err != nil || !read {
			return nil, err
		}
	}
	rest := l.page.Items[l.given:]
	if limit := l.call.List.MaxItems; limit > 0 && !l.walk.Merges() {
		rest = rest[:min(len(rest), limit-l.items)]
	}
	l.given += len(rest)
	l.items += len(rest)
	if l.walk.Merges() {
		l.since = l.walk.Position()
	}
	page := *l.shown
	page.Items = rest
	return &page, nil
}

// full tells that MaxItems were handed out. The parts of one object count as it.
func (l *Listing) full() bool {
	limit := l.call.List.MaxItems
	return limit > 0 && l.items >= limit && !l.walk.Merges()
}

// alive is the error of a context that ended.
func (l *Listing) alive(ctx context.Context) error {
	if ctx.Err() == nil {
		return nil
	}
	return l.wrap(fmt.Errorf("%s: %w", l.call.Action, context.Cause(ctx)))
}

// read gets the next page, false when there is none to be read.
func (l *Listing) read(ctx context.Context) (bool, error) {
	next, err := l.walk.Next()
	if err != nil {
		return false, l.wrap(fmt.Errorf("%s: %w", l.call.Action, err))
	}
	if limit := l.call.List.MaxPages; next == nil || limit > 0 && l.pages >= limit {
		return false, nil
	}
	res, err := l.ask(ctx, next)
	if err != nil {
		return false, l.wrap(err)
	}
	answer, err := res.Data()
	if err != nil {
		return false, l.wrap(err)
	}
	page, err := l.walk.Read(answer)
	if err != nil {
		return false, l.wrap(l.unexpected(next, res, err))
	}
	l.pages++
	l.first = nil
	l.page, l.given = page, 0
	l.shown = &Page{Number: l.pages, Result: res}
	return true, nil
}

func (l *Listing) ask(ctx context.Context, next *paging.Request) (*Result, error) {
	if l.first != nil {
		return l.first, nil
	}
	if l.resumed && l.pages == 0 { // it may begin with another action, where the token says so
		if err := l.c.Permits(l.call); err != nil {
			l.c.refuse(ctx, l.call, "", err)
			return nil, err
		}
	}
	purpose := ""
	if l.later() {
		purpose = audit.Page
	}
	_, res, err := l.c.perform(ctx, l.request(next), purpose, true)
	var invalid *schema.Error
	if errors.As(err, &invalid) && l.pages > 0 {
		// the caller's own parameters passed on the first page
		return nil, &APIError{
			Action: next.Action, Connection: l.call.Connection, Kind: runtime.ErrUnexpectedAnswer,
			Message: "the next page cannot be asked for with what the service gave: " + invalid.Error(),
		}
	}
	return res, err
}

// request is the call that gets a page. An idempotency key is for the call itself;
// other pages with the same one would be taken for it.
func (l *Listing) request(next *paging.Request) Call {
	call := Call{
		Connection: l.call.Connection, Action: next.Action, Params: next.Params, Validation: l.call.Validation, Confirmed: l.call.Confirmed,
		host: l.host,
	}
	if !l.later() {
		call.IdempotencyKey = l.call.IdempotencyKey
	}
	if l.pages == 0 { // what is asked for later comes from the service, not from the caller
		call.Gates = l.call.Gates
	}
	return call
}

// later tells whether the page that comes is not the first of the list.
func (l *Listing) later() bool { return l.pages > 0 || l.resumed }

// unexpected is the error for an answer that is not what the descriptor says.
func (l *Listing) unexpected(next *paging.Request, res *Result, err error) error {
	var odd *paging.AnswerError
	if !errors.As(err, &odd) {
		return fmt.Errorf("%s: %w", next.Action, err)
	}
	return &APIError{
		Action: next.Action, Connection: l.call.Connection, Kind: runtime.ErrUnexpectedAnswer, Status: res.Status,
		Message: "the answer is not the page that was expected: " + odd.Error(), RequestID: res.RequestID(), Header: res.Header,
	}
}

// wrap adds which page an error is about and how to go on, where there is more to
// tell than the call itself does.
func (l *Listing) wrap(err error) error {
	if !l.later() {
		return err
	}
	return &PageError{Page: l.pages + 1, ResumeToken: l.ResumeToken(), Err: err}
}
