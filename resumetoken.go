package connector

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"github.com/actionctl/connector/paging"
)

// resumeVersion is the form of resume tokens that this version writes and reads.
const resumeVersion = 1

// resumeToken is where a listing stands, for another process. It holds what the
// service said of the next page and nothing that the caller gave; the call itself is
// in it as a fingerprint only.
type resumeToken struct {
	Version  int             `json:"v"`
	Action   string          `json:"action"`
	Call     string          `json:"call"`
	Position paging.Position `json:"at"`
}

// ResumeToken is where the listing stands: the next item that was not handed out. It
// is "" once there is none, and for a call that is no listing. It is text that a
// shell takes as it is, and holds no secrets. Of an object that is split over pages
// it gives the rest: what Items then returns has the arrays from there on.
//
// The ids that a list with distinct items has shown are not in it: an item that the
// service repeats on a page far behind may come once more.
func (l *Listing) ResumeToken() string {
	if l.prepare() != nil {
		return ""
	}
	at, more := l.position()
	if !more {
		return ""
	}
	text, err := json.Marshal(resumeToken{resumeVersion, l.call.Action, l.print, at})
	if err != nil {
		return "" // made of what was JSON, so it has a form
	}
	return seal(text)
}

// Rest is the call whose listing goes on where this one stands: the one that was listed,
// with the ResumeToken. It is false once nothing is left. Of a Finished it is a call of
// the action that told the state. The limits are those of before, counted anew.
func (l *Listing) Rest() (Call, bool) {
	rest := l.call
	rest.List.StartingToken = l.ResumeToken()
	return rest, rest.List.StartingToken != ""
}

// position is that of the next item.
func (l *Listing) position() (paging.Position, bool) {
	switch {
	case l.whole != nil:
		return l.since, true
	case l.page != nil:
		return l.page.Behind(l.given)
	}
	return l.walk.Position(), true
}

// sealSize is the length of the checksum before a token.
const sealSize = 6

func seal(text []byte) string {
	sum := sha256.Sum256(text)
	return base64.RawURLEncoding.EncodeToString(append(sum[:sealSize], text...))
}

func unseal(token string) ([]byte, bool) {
	text, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(text) < sealSize {
		return nil, false
	}
	sum := sha256.Sum256(text[sealSize:])
	return text[sealSize:], string(sum[:sealSize]) == string(text[:sealSize])
}

// readResumeToken is the position in a token, if it is one of the call.
func readResumeToken(token, action, call string) (paging.Position, error) {
	refuse := func(format string, args ...any) (paging.Position, error) {
		return paging.Position{}, &listError{ErrResumeToken, "resume token: " + fmt.Sprintf(format, args...)}
	}
	text, ok := unseal(token)
	if !ok {
		return refuse("it is damaged or cut off; give it exactly as it was printed")
	}
	var t resumeToken
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	dec.DisallowUnknownFields()
	if err := dec.Decode(&t); err != nil || t.Version != resumeVersion {
		return refuse("it is of another version of actionctl; begin again without it")
	}
	if t.Action != action {
		return refuse("it is of the action %s, not of %s", t.Action, action)
	}
	if t.Call != call {
		return refuse("it is of another call of %s: parameters, page size or host differ", action)
	}
	return t.Position, nil
}
