// Command testserver is a Temporal server for tests: one process, its state in memory or
// in one file, no Docker. It prints its address as one line once it answers, and ends on
// SIGTERM, or when its standard input does if --stdin is given. Limits are those of a
// server in production; the namespace is "default".
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"strconv"
	"syscall"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:0", "`ADDRESS` to listen on; port 0 is any")
	file := flag.String("file", "", "SQLite `FILE` that keeps the state; in memory when left out")
	stdin := flag.Bool("stdin", false, "end when standard input does, as it does when the program that started this one is gone")
	level := flag.String("log-level", "fatal", "what the server tells on standard error: debug, info, warn, error or fatal")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	if *stdin {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin) // however it ends
			stop()
		}()
	}
	if err := run(ctx, *listen, *file, *level); err != nil {
		fmt.Fprintln(os.Stderr, "testserver:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, listen, file, level string) error {
	host, port, err := address(listen)
	if err != nil {
		return err
	}
	server, err := newServer(host, port, file, level)
	if err != nil {
		return err
	}
	if err := server.Start(); err != nil {
		return err
	}
	at := net.JoinHostPort(host, strconv.Itoa(port))
	if err := answers(ctx, at); err != nil {
		return errors.Join(err, server.Stop())
	}
	fmt.Println(at)
	<-ctx.Done()
	return server.Stop()
}
