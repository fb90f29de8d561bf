package main

import (
	"context"
	"net"
	"net/http"
	"time"
)

// telling is the listener for machines that look after this one; the zero value where
// nobody wants one.
type telling struct {
	listener net.Listener
	server   *http.Server
}

const tellingTimeout = 10 * time.Second // for all of a request and its answer

func (f *flags) listen(ctx context.Context) (*telling, error) {
	t := &telling{}
	if f.metricsListen == "" {
		return t, nil
	}
	var lc net.ListenConfig
	listener, err := lc.Listen(ctx, "tcp", f.metricsListen)
	if err != nil {
		return nil, usagef("cannot listen on %s: %w", f.metricsListen, err)
	}
	t.listener, t.server = listener, &http.Server{ReadTimeout: tellingTimeout, WriteTimeout: tellingTimeout}
	return t, nil
}

func (t *telling) serve(h http.Handler) {
	if t.listener == nil {
		return
	}
	t.server.Handler = h
	go func() { _ = t.server.Serve(t.listener) }() // it ends when it is closed
}

func (t *telling) address() string {
	if t.listener == nil {
		return ""
	}
	return t.listener.Addr().String()
}

func (t *telling) close() {
	if t.listener == nil {
		return
	}
	_ = t.server.Close()   // it has nothing to lose
	_ = t.listener.Close() // the server has closed it if it served
}
