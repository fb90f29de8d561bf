package connector

import (
	"errors"
	"fmt"
	"io"
)

// maxBatchStream bounds the answers of a batch that are streams: they are held in
// memory, one for each call that runs.
const maxBatchStream = 64 << 20

// dataOf reads the data of an answer; where the answer is in its headers, those.
func (b *batchRun) dataOf(call Call, res *Result) (any, error) {
	if res.Stream != nil {
		return readStream(res)
	}
	if len(res.Raw) > 0 {
		return res.Data()
	}
	a, err := b.registry.Action(call.Action)
	if err != nil || a.Response == nil || len(a.Response.Headers) == 0 {
		return nil, nil //nolint:nilerr // a Middleware answered; there is no data either way
	}
	headers := map[string]any{}
	for _, name := range a.Response.Headers {
		if v := res.Header.Get(name); v != "" {
			headers[name] = v
		}
	}
	return headers, nil
}

func readStream(res *Result) (any, error) {
	data, err := io.ReadAll(io.LimitReader(res.Stream, maxBatchStream+1))
	err = errors.Join(err, res.Close())
	if err == nil && len(data) > maxBatchStream {
		err = fmt.Errorf("the answer is larger than %d MiB; run the call alone and stream it into a file", maxBatchStream>>20)
	}
	if err != nil {
		return nil, err
	}
	return data, nil
}
