package connector

import (
	"context"
	"iter"
	"time"

	"github.com/actionctl/connector/paging"
)

// ListOptions bound a listing. The zero value reads everything. A negative number is
// an error, and so is a PageSize where the action has no parameter for it, where that
// takes less, or where the call has set it.
type ListOptions struct {
	MaxItems int // at most so many items; 0 means all
	MaxPages int // at most so many requests; 0 means as many as it takes
	PageSize int // items to ask for at a time; 0 leaves that to the descriptor and the service
	// StartingToken goes on where another listing of the same call stopped, in this
	// process or another: what its ResumeToken said.
	StartingToken string
}

// Page is one answer of a listing.
type Page struct {
	Number int // from 1, counted in this listing
	// Items may be empty although more pages follow. Of an object that is split over
	// pages it is one, the part that this page holds.
	Items  []any
	Result *Result
}

// Listing is a list that is read page by page. Every page is one call of Do: policy,
// middleware, retries and the log see each of them. It is read once: what was handed
// out does not come again, and an iterator that is begun after another was left goes
// on where that one stopped. It is not safe for concurrent use.
//
// It holds one page in memory, and the ids of all items of a list whose descriptor
// says distinct.
type Listing struct {
	c     *Connector
	call  Call
	first *Result // an answer that is at hand already; nil for none

	begun   error // what is wrong with the call
	walk    *paging.Walk
	print   string // the call's fingerprint
	host    string // where its pages are
	ends    time.Time
	page    *paging.Page // the last one read
	shown   *Page        // the same for readers
	given   int          // items of page that were handed out
	pages   int          // read
	items   int          // handed out
	resumed bool

	whole map[string]any  // what was read of an object that is not at its end
	since paging.Position // where the reading of it began
}

// List makes a listing of a call. Nothing is sent before it is read.
func (c *Connector) List(call Call) *Listing { return &Listing{c: c, call: call} }

// listFrom is the listing of a call whose first page is an answer at hand.
func (c *Connector) listFrom(call Call, first *Result) *Listing {
	return &Listing{c: c, call: call, first: first}
}

// Items reads a list to its end, or to the limits of Call.List, item by item. An
// error is the last pair.
func (c *Connector) Items(ctx context.Context, call Call) iter.Seq2[any, error] {
	return c.List(call).Items(ctx)
}

// Pages is Items page by page.
func (c *Connector) Pages(ctx context.Context, call Call) iter.Seq2[*Page, error] {
	return c.List(call).Pages(ctx)
}

// Items reads the rest of the list item by item. An object that is split over pages
// is one item: whole, or as far as MaxPages lets it be read.
//
// Errors beside those of Do, for errors.Is: ErrNoList, ErrListOptions and
// ErrResumeToken, where nothing was sent; ErrRepeatedToken and ErrRepeatedPage, where
// the service leads in a circle; ErrUnexpectedAnswer. An error behind the first page
// is a *PageError.
func (l *Listing) Items(ctx context.Context) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		ctx, stop, err := l.begin(ctx)
		defer stop()
		for err == nil {
			var item any
			var more bool
			if item, more, err = l.nextItem(ctx); err == nil && (!more || !yield(item, nil)) {
				return
			}
		}
		yield(nil, err)
	}
}

// Pages reads the rest of the list page by page. The first page may be the rest of
// one that Items was left in; one that would go over MaxItems is cut off there.
func (l *Listing) Pages(ctx context.Context) iter.Seq2[*Page, error] {
	return func(yield func(*Page, error) bool) {
		ctx, stop, err := l.begin(ctx)
		defer stop()
		for err == nil {
			var page *Page
			if page, err = l.nextPage(ctx); err == nil && (page == nil || !yield(page, nil)) {
				return
			}
		}
		yield(nil, err)
	}
}

// PagesRead is how many pages were read.
func (l *Listing) PagesRead() int { return l.pages }
