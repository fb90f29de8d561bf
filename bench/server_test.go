package bench

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"
)

// server is a workspace in a process of its own, so that what it allocates is not
// counted as a client's.
type server struct{ url string }

func startServer(b *testing.B) server {
	b.Helper()
	return server{"http://" + child(b, "server")}
}

const countPath = "/connections"

// connections is how many the server has taken so far, that of this question with them.
func (s server) connections(b *testing.B) int {
	b.Helper()
	once := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := once.Get(s.url + countPath)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // nothing follows
	text, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	n, err := strconv.Atoi(string(text))
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// serve is the child's whole life.
func serve() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	var taken atomic.Int64
	s := &http.Server{
		ConnState: func(_ net.Conn, state http.ConnState) {
			if state == http.StateNew {
				taken.Add(1)
			}
		},
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == countPath {
				fmt.Fprint(w, taken.Load())
				return
			}
			_, _ = io.Copy(io.Discard, r.Body)
			text, known := answer(r.URL.Path)
			if !known {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Length", strconv.Itoa(len(text)))
			_, _ = io.WriteString(w, text)
		}),
	}
	go func() { _ = s.Serve(l) }()
	fmt.Println(l.Addr())
	untilTheEnd()
}
