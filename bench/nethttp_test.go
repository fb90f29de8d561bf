package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

func netHTTP(host string, transport http.RoundTripper) contender {
	client := &http.Client{Transport: transport}
	send := func(ctx context.Context, method, url string, body io.Reader) ([]byte, error) {
		req, err := http.NewRequestWithContext(ctx, method, url, body)
		if err != nil {
			return nil, err
		}
		req.Header.Set("Authorization", "Bearer "+secret)
		if body != nil {
			req.Header.Set("Content-Type", "application/json")
		}
		res, err := client.Do(req)
		if err != nil {
			return nil, err
		}
		defer res.Body.Close() //nolint:errcheck // nothing follows
		if res.StatusCode != http.StatusOK {
			return nil, fmt.Errorf("%s: %s", url, res.Status)
		}
		return io.ReadAll(res.Body)
	}
	params := values(creation())
	return contender{
		name: "nethttp",
		get: func(ctx context.Context) error {
			_, err := send(ctx, http.MethodGet, host+getPath+"?cluster_id="+clusterID, nil)
			return err
		},
		list: func(ctx context.Context) error {
			_, err := send(ctx, http.MethodGet, host+listPath+"?limit=25", nil)
			return err
		},
		create: func(ctx context.Context) error {
			body, err := json.Marshal(params)
			if err != nil {
				return err
			}
			_, err = send(ctx, http.MethodPost, host+createPath, bytes.NewReader(body))
			return err
		},
		decoded: func(ctx context.Context) error {
			text, err := send(ctx, http.MethodGet, host+listPath+"?limit=25", nil)
			if err != nil {
				return err
			}
			return decode(text)
		},
	}
}

func decode(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	return d.Decode(&v)
}
