package connection

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrSignIn is what errors.Is finds in the error of a sign-in that failed. Nothing
// was sent to the API then.
var ErrSignIn = errors.New("signing in failed")

// SignInError says why a sign-in failed. No field holds a secret.
type SignInError struct {
	Type        string // the kind of sign-in, such as oauth-m2m
	Endpoint    string // who refused, without query; "" if nobody was asked
	Status      int    // of the answer, if there was one
	Code        string // the provider's error, such as invalid_client
	Description string // the provider's error_description
	Cure        string // what to do
	Err         error  // the cause, if it was not an answer
}

// Error is one line: who, what, and the cure.
func (e *SignInError) Error() string {
	parts := []string{e.Type + ": " + ErrSignIn.Error()}
	if e.Endpoint != "" {
		parts = append(parts, e.Endpoint)
	}
	answer := strings.TrimSpace(e.Code)
	if e.Status != 0 {
		answer = strings.TrimSpace(fmt.Sprintf("%d %s", e.Status, e.Code))
	}
	for _, part := range []string{answer, e.Description} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if e.Err != nil {
		parts = append(parts, e.Err.Error())
	}
	text := strings.Join(parts, ": ")
	if e.Cure != "" {
		text += "; " + e.Cure
	}
	return text
}

// Is makes errors.Is(err, ErrSignIn) true.
func (e *SignInError) Is(target error) bool { return target == ErrSignIn }

// Unwrap is the cause.
func (e *SignInError) Unwrap() error { return e.Err }

const maxDescription = 400

// providerText is text of a provider made fit for an error: one line, not too long,
// and without the secrets, which some providers repeat.
func providerText(text string, secrets []string) string {
	for _, s := range secrets {
		if s != "" {
			text = strings.ReplaceAll(text, s, "**REDACTED**")
			text = strings.ReplaceAll(text, url.QueryEscape(s), "**REDACTED**")
		}
	}
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }), " ")
	if len(text) > maxDescription {
		cut := maxDescription
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut] + "…"
	}
	return text
}

// bareURL is a URL without user, query and fragment.
func bareURL(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return "a URL that cannot be read"
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}

// bareCause takes off *url.Error, whose text holds the whole URL.
func bareCause(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
