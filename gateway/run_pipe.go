package gateway

import (
	"cmp"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"

	connector "github.com/actionctl/connector"
)

const bytesContent = "application/octet-stream"

// piped are the headers that tell what the bytes of an answer are.
var piped = []string{
	"Content-Length", "Content-Encoding", "Content-Range", "Content-Language", "Etag", "Last-Modified",
}

// pipe hands the bytes or events of an answer on as they come. An error ends it by cutting
// the connection: a client must not take a part for the whole.
func (x *exchange) pipe(res *connector.Result, declared []string) error {
	header := x.w.Header()
	for _, name := range slices.Concat(piped, declared) {
		if v := res.Header.Get(name); v != "" {
			header.Set(name, v)
		}
	}
	header.Set("Content-Type", cmp.Or(res.Header.Get("Content-Type"), bytesContent))
	header.Set("Content-Disposition", "attachment") // never a page of this address
	header.Set("X-Accel-Buffering", "no")
	header.Set("Actionctl-Status", strconv.Itoa(res.Status))
	if id := res.RequestID(); id != "" {
		header.Set("Actionctl-Request-Id", id)
	}
	x.w.WriteHeader(http.StatusOK)
	control := http.NewResponseController(x.w)
	if err := flush(control); err != nil { // events may be long in coming
		return err
	}
	return copyAsItComes(x.w, control, res.Stream)
}

func copyAsItComes(w io.Writer, control *http.ResponseController, r io.Reader) error {
	buf := make([]byte, 32<<10)
	for {
		n, err := r.Read(buf)
		if n > 0 {
			if _, broken := w.Write(buf[:n]); broken != nil {
				return broken
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case n < len(buf): // what follows may be long in coming
			if err := flush(control); err != nil {
				return err
			}
		}
	}
}

func flush(control *http.ResponseController) error {
	err := control.Flush()
	if errors.Is(err, http.ErrNotSupported) {
		return nil
	}
	return err
}
