package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"time"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
)

// examineConnection asks a workspace who is calling, the way every call goes, and
// looks at what happened on that way.
func (a *app) examineConnection(ctx context.Context, name string, offline bool, timeout time.Duration) []finding {
	about := "connection " + name
	info, err := a.store().Describe(name)
	switch {
	case errors.Is(err, connector.ErrUnknownConnection):
		return []finding{{broken, about, err.Error(), addConnection}}
	case err != nil:
		return []finding{{broken, about, err.Error(), "mend what it names"}}
	}
	found := []finding{{fine, about, fmt.Sprintf("%s, signs in by %s, from %s", info.Host, orDash(info.AuthType), info.Source), ""}}
	for _, w := range info.Warnings {
		found = append(found, finding{unwise, about, w, ""})
	}
	if offline {
		return found
	}
	c, err := a.open()
	if err != nil {
		return append(found, finding{broken, about, err.Error(), ""})
	}
	way := &journey{host: info.Host}
	call := connector.Call{Connection: name, Action: whoAmI, Timeout: timeout}
	asked := time.Now()
	res, err := c.Do(httptrace.WithClientTrace(ctx, way.trace()), call)
	answered := time.Now()
	found = append(found, way.findings()...)
	found = append(found, examineClock(dateOf(res, err), asked, answered)...)
	return append(found, examineAnswer(info, res, err, call))
}

// examineAnswer is what the call itself says: who is calling, or why not.
func examineAnswer(info *connection.Info, res *connector.Result, err error, call connector.Call) finding {
	about := "connection " + info.Name
	if err != nil {
		o := connector.NewErrorObject(err, call)
		inCommands(&o)
		return finding{broken, about, o.Message, o.Hint}
	}
	who, err := identityOf(info, res)
	if err != nil || who.UserName == "" {
		return finding{broken, about, "the host answers, but not as a workspace does", "check the host: it is that of a workspace, not of an account or a login page"}
	}
	return finding{fine, about, "signed in as " + who.UserName, ""}
}

// dateOf is when the host says that it answered; zero when it does not say.
func dateOf(res *connector.Result, err error) time.Time {
	var header http.Header
	var api *connector.APIError
	switch {
	case errors.As(err, &api):
		header = api.Header
	case res != nil:
		header = res.Header
	}
	date, _ := http.ParseTime(header.Get("Date"))
	return date
}

// How far a clock may be off: tokens are dated, and a minute is taken by most.
const (
	offALittle = 30 * time.Second
	offTooMuch = 5 * time.Minute
)

// examineClock compares the host's clock, which tells whole seconds, with our own.
func examineClock(date, asked, answered time.Time) []finding {
	if date.IsZero() {
		return nil
	}
	var off time.Duration
	switch {
	case date.Before(asked.Add(-time.Second)):
		off = asked.Sub(date)
	case date.After(answered):
		off = date.Sub(answered)
	}
	off = off.Round(time.Second)
	const mend = "set this machine's clock, best by NTP: tokens are refused by a clock that is off"
	switch {
	case off > offTooMuch:
		return []finding{{broken, "clock", fmt.Sprintf("off by %s from the host's", off), mend}}
	case off > offALittle:
		return []finding{{unwise, "clock", fmt.Sprintf("off by %s from the host's", off), mend}}
	}
	return []finding{{fine, "clock", "agrees with the host's", ""}}
}
