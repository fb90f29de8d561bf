//go:build slow

package slow

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

const files = "/api/2.0/fs/files/Volumes/a/b/c/"

// cuts are the places of the file where the server ends the connection of a download
// of the file "broken", once each.
var cuts = []int64{100<<20 + 1, 500<<20 + 4321, 900 << 20}

// serve is the server. It says its address on standard output and ends with its
// standard input.
func serve() error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println("http://" + listener.Addr().String())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		_ = listener.Close()
	}()
	s := &server{}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+files+"whole", s.whole)
	mux.HandleFunc("GET "+files+"broken", s.broken)
	mux.HandleFunc("PUT "+files+"up", s.put)
	mux.HandleFunc("GET /seen", func(w http.ResponseWriter, _ *http.Request) { _ = json.NewEncoder(w).Encode(s.last) })
	one := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		mux.ServeHTTP(w, r)
	})
	if err := http.Serve(listener, one); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}

// server serves one request at a time.
type server struct {
	mu   sync.Mutex
	last seen // of the last transfer
	cut  int
}

func (s *server) whole(w http.ResponseWriter, r *http.Request) {
	c := newCounter()
	s.send(w, r, c)
	s.last = c.seen()
}

func (s *server) put(w http.ResponseWriter, r *http.Request) {
	c := newCounter()
	if _, err := io.Copy(c, r.Body); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.last = c.seen()
	w.WriteHeader(http.StatusNoContent)
}

// broken ends the connection at the next cut, by a reset the second time. A reset
// loses what is on its way, the others do not. What it counts is the last answer.
func (s *server) broken(w http.ResponseWriter, r *http.Request) {
	if s.cut == len(cuts) {
		s.whole(w, r)
		return
	}
	var from int64
	_, _ = fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-", &from)
	s.send(&cutOff{w, cuts[s.cut] - from}, r, io.Discard)
	_ = http.NewResponseController(w).Flush()
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err)
	}
	if s.cut == 1 {
		_ = conn.(*net.TCPConn).SetLinger(0)
	}
	_ = conn.Close()
	s.cut++
}

func (s *server) send(w http.ResponseWriter, r *http.Request, count io.Writer) {
	w.Header().Set("ETag", `"pattern"`)
	w.Header().Set("Content-Type", "application/octet-stream")
	both := &teeing{w, count}
	http.ServeContent(both, r, "", time.Unix(1, 0), &pattern{size: size})
}

// teeing is an answer of which a copy is counted.
type teeing struct {
	http.ResponseWriter
	count io.Writer
}

func (t *teeing) Write(p []byte) (int, error) {
	_, _ = t.count.Write(p)
	return t.ResponseWriter.Write(p)
}

// cutOff lets the first bytes of an answer through.
type cutOff struct {
	http.ResponseWriter
	left int64
}

func (c *cutOff) Write(p []byte) (int, error) {
	n := int(min(c.left, int64(len(p))))
	c.left -= int64(n)
	if n, err := c.ResponseWriter.Write(p[:n]); err != nil || n < len(p) {
		return n, errors.Join(err, io.ErrShortWrite)
	}
	return n, nil
}
