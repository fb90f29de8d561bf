package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"

	connector "github.com/actionctl/connector"
)

// Roles of a client.
const (
	ourDown, bareDown = "actionctl down", "net/http down"
	ourUp, bareUp     = "actionctl up", "net/http up"
)

var transfers = map[string]func(context.Context, int64) (int64, error){
	ourDown: func(ctx context.Context, _ int64) (int64, error) {
		res, err := connector.RunAction(ctx, "env", "get_api_2_0_fs_filesby_file_path", map[string]any{"file_path": filePath})
		if err != nil {
			return 0, err
		}
		defer func() { _ = res.Close() }()
		return drain(res.Stream)
	},
	bareDown: func(ctx context.Context, _ int64) (int64, error) {
		resp, err := send(ctx, http.MethodGet, nil, 0)
		if err != nil {
			return 0, err
		}
		defer func() { _ = resp.Body.Close() }()
		return drain(resp.Body)
	},
	ourUp: func(ctx context.Context, size int64) (int64, error) {
		_, err := connector.RunAction(ctx, "env", "put_api_2_0_fs_filesby_file_path",
			map[string]any{"file_path": filePath, "data": &source{size: size}})
		return size, err
	},
	bareUp: func(ctx context.Context, size int64) (int64, error) {
		resp, err := send(ctx, http.MethodPut, &source{size: size}, size)
		if err != nil {
			return 0, err
		}
		return size, resp.Body.Close()
	},
}

// sink only counts. It is no io.ReaderFrom, so that both sides copy alike.
type sink int64

func (s *sink) Write(p []byte) (int, error) {
	*s += sink(len(p))
	return len(p), nil
}

func drain(from io.Reader) (int64, error) {
	var s sink
	_, err := io.Copy(&s, from)
	return int64(s), err
}

func send(ctx context.Context, method string, body io.Reader, size int64) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, os.Getenv("DATABRICKS_HOST")+fileURL, body)
	if err != nil {
		return nil, err
	}
	req.ContentLength = size
	resp, err := http.DefaultClient.Do(req)
	if err == nil && resp.StatusCode/100 != 2 {
		return nil, fmt.Errorf("the server answered %s", resp.Status)
	}
	return resp, err
}
