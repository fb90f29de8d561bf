package sandbox

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
)

// transport is a http.RoundTripper that calls a handler. Bodies stream both ways,
// and the end of the request's context ends the exchange.
type transport struct{ handler http.Handler }

func (t transport) RoundTrip(req *http.Request) (*http.Response, error) {
	closeBody := sync.OnceFunc(func() {
		if req.Body != nil {
			_ = req.Body.Close() // only read from
		}
	})
	ctx, cancel := context.WithCancel(req.Context())
	in, err := received(ctx, req)
	if err != nil {
		cancel()
		closeBody()
		return nil, err
	}
	x := newExchange(req, cancel)
	stop := context.AfterFunc(ctx, func() {
		x.abort(ctx.Err())
		closeBody()
	})
	go func() {
		defer cancel()
		defer closeBody()
		x.serve(t.handler, in)
		stop()
	}()
	select {
	case <-x.ready:
		return x.response, x.err
	case <-req.Context().Done():
		return nil, req.Context().Err()
	}
}

// received is the request as a server sees it: the URL is what its request line
// says, parsed anew.
func received(ctx context.Context, req *http.Request) (*http.Request, error) {
	if host := "http://" + req.URL.Host; host != Host {
		return nil, fmt.Errorf("no host %q here; the sandbox is %s", req.URL.Host, Host)
	}
	target := req.URL.RequestURI()
	u, err := url.ParseRequestURI(target)
	if err != nil {
		return nil, err
	}
	for name, values := range req.Header {
		for _, v := range values {
			if strings.ContainsAny(name+v, "\r\n\x00") {
				return nil, fmt.Errorf("the header %q has a line break or a zero byte", name)
			}
		}
	}
	in := &http.Request{
		Method: req.Method, URL: u, RequestURI: target, Host: req.URL.Host,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: req.Header.Clone(), Body: req.Body, ContentLength: req.ContentLength,
	}
	if in.Method == "" {
		in.Method = http.MethodGet
	}
	if in.Header == nil {
		in.Header = http.Header{}
	}
	switch {
	case in.Body == nil || in.Body == http.NoBody:
		in.Body, in.ContentLength = http.NoBody, 0
	case in.ContentLength == 0:
		in.ContentLength = -1 // unknown: what a client means by 0 beside a body
	}
	return in.WithContext(ctx), nil
}
