package runtime

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestKindOf(t *testing.T) {
	for _, c := range []struct {
		code   string
		status int
		want   *Kind
		parent *Kind
	}{
		{"", 400, ErrBadRequest, nil}, {"", 401, ErrUnauthenticated, nil}, {"", 403, ErrPermissionDenied, nil}, {"", 404, ErrNotFound, nil},
		{"", 409, ErrConflict, nil}, {"", 429, ErrThrottled, nil}, {"", 499, ErrCancelled, nil}, {"", 500, ErrInternal, nil}, {"", 501, ErrNotImplemented, nil},
		{"", 502, ErrUnavailable, nil}, {"", 503, ErrUnavailable, nil}, {"", 504, ErrDeadlineExceeded, nil},
		{"", 302, ErrRedirected, nil}, {"", 412, errOther, nil}, {"", 520, errOther, nil}, {"SOMETHING", 404, ErrNotFound, nil},
		{"INVALID_STATE", 400, ErrInvalidState, ErrBadRequest}, {"INVALID_PARAMETER_VALUE", 400, ErrInvalidParameter, ErrBadRequest},
		{"RESOURCE_DOES_NOT_EXIST", 400, ErrNotFound, nil}, {"ABORTED", 409, ErrAborted, ErrConflict},
		{"ALREADY_EXISTS", 400, ErrAlreadyExists, ErrConflict}, {"RESOURCE_ALREADY_EXISTS", 400, ErrAlreadyExists, ErrConflict},
		{"RESOURCE_EXHAUSTED", 400, ErrResourceExhausted, ErrThrottled}, {"REQUEST_LIMIT_EXCEEDED", 400, ErrThrottled, nil},
		{"UNKNOWN", 400, ErrInternal, nil}, {"DATA_LOSS", 400, ErrDataLoss, ErrInternal},
		{privateLink, 302, ErrPermissionDenied, nil},
	} {
		err := &APIError{Kind: kindOf(c.code, c.status)}
		assert.ErrorIs(t, err, c.want, "%s %d", c.code, c.status)
		if c.parent != nil {
			assert.ErrorIs(t, err, c.parent, "%s %d", c.code, c.status)
		}
		assert.NotErrorIs(t, err, ErrFailed)
	}
}

func TestKindsOfRulesAreKinds(t *testing.T) {
	for name, kind := range kindByName {
		assert.Equal(t, name, kind.Error())
	}
}

func TestErrorTexts(t *testing.T) {
	assert.EqualError(t, &APIError{Action: "a", Status: 404, Code: "NO", Message: "two\n lines", RequestID: "r"}, "a: 404 NO: two lines (request r)")
	assert.EqualError(t, &APIError{Action: "a", Status: 503}, "a: 503 Service Unavailable")
	assert.EqualError(t, &APIError{Action: "a", Status: 599}, "a: 599")
	assert.NotErrorIs(t, &APIError{}, ErrNotFound, "an error without a kind is none of them")

	send := &SendError{Action: "a", Host: "https://h", Cause: context.Canceled}
	assert.EqualError(t, send, "a: no answer from https://h: context canceled")
	assert.ErrorIs(t, send, context.Canceled)
	assert.ErrorIs(t, &SendError{Cause: context.DeadlineExceeded}, context.DeadlineExceeded)
	assert.ErrorIs(t, &SendError{Cause: attemptTimeout(1)}, context.DeadlineExceeded)
	assert.NotErrorIs(t, &SendError{Cause: attemptTimeout(1)}, context.Canceled)

	assert.EqualError(t, Faults{{"a", "is required"}, {"b.c", "is empty"}}, "a: is required\nb.c: is empty")
}
