package connector

import (
	"errors"
	"fmt"

	"github.com/actionctl/connector/paging"
)

// Errors of listings for errors.Is. Of the first three nothing was sent, and
// errors.Is finds ErrInvalid too.
var (
	ErrNoList      = errors.New("the action is no list")
	ErrListOptions = errors.New("the listing cannot be made like this")
	ErrResumeToken = errors.New("the resume token is not one of this listing")

	ErrRepeatedToken = paging.ErrRepeatedToken // the service gave a page token twice
	ErrRepeatedPage  = paging.ErrRepeatedPage  // the service gave a page twice
)

// listError refuses a listing before anything is sent.
type listError struct {
	kind error
	text string
}

func (e *listError) Error() string { return e.text }

// Is finds what is wrong, and that nothing was sent.
func (e *listError) Is(target error) bool { return target == e.kind || target == ErrInvalid }

// PageError is an error behind the first page of a listing. What was handed out
// before it is good.
type PageError struct {
	Page        int    // counted in this listing from 1
	ResumeToken string // goes on with what was not handed out
	Err         error
}

func (e *PageError) Error() string { return fmt.Sprintf("page %d: %s", e.Page, e.Err) }

// Unwrap gives the error of the page's call.
func (e *PageError) Unwrap() error { return e.Err }

// ofListing puts what is special about errors of listings into their error object.
func (o *ErrorObject) ofListing(err error) {
	var page *PageError
	if errors.As(err, &page) {
		o.Page, o.ResumeToken = page.Page, page.ResumeToken
	}
	for _, c := range []struct {
		kind                 error
		code, category, hint string
	}{
		{ErrNoList, "NOT_A_LIST", CategoryUsage, HintLists},
		{ErrListOptions, "LIST_OPTIONS", CategoryValidation, ""},
		{ErrResumeToken, "RESUME_TOKEN", CategoryValidation, "give the same action, parameters, page size and connection as before, or begin again without the token"},
		{ErrRepeatedToken, "REPEATED_PAGE_TOKEN", CategoryServer, "try another page size; if it stays, tell the service's support"},
		{ErrRepeatedPage, "REPEATED_PAGE", CategoryServer, "try another page size; if it stays, tell the service's support"},
	} {
		if errors.Is(err, c.kind) {
			o.Code, o.Category, o.Hint = c.code, c.category, c.hint
		}
	}
}
