package part

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
)

// Serve is the whole life of a Child: it says where it serves and ends with its input.
func Serve(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(l.Addr())
	go func() { _ = http.Serve(l, h) }()
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}
