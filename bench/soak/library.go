package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"

	connector "github.com/actionctl/connector"
)

// report is what one of the two came to.
type report struct {
	Samples   []sample
	Latencies latencies
}

// actions and parameters of the calls: as many reads as writes.
const (
	getAction    = "get_api_2_1_clusters_get"
	createAction = "post_api_2_1_clusters_create"
	clusterID    = "1234-567890-abcde123"
)

// library is the program that uses the library, with the callers in its process. It
// writes its report to standard output.
func library(ctx context.Context, s soak) error {
	text, err := os.ReadFile("testdata/create.json")
	if err != nil {
		return err
	}
	var body map[string]any
	if err := json.Unmarshal(text, &body); err != nil {
		return err
	}
	get, create := map[string]any{"cluster_id": clusterID}, map[string]any{"data": body}
	p, err := s.startProfiles()
	if err != nil {
		return err
	}
	r, err := s.both(ctx, func(ctx context.Context, n int) error {
		action, params := getAction, get
		if n%2 == 1 {
			action, params = createAction, create
		}
		res, err := connector.RunAction(ctx, "env", action, params)
		if err != nil {
			return err
		}
		if len(res.Raw) == 0 {
			return fmt.Errorf("%s: the answer is empty", action)
		}
		return nil
	}, ownSample)
	if err != nil {
		return err
	}
	if err := p.write(); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

// ownSample is that of this process, its garbage collected.
func ownSample() (sample, error) {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	files, err := filesOf("self")
	return sample{float64(m.HeapAlloc) / (1 << 20), runtime.NumGoroutine(), files}, err
}

func filesOf(pid string) (int, error) {
	open, err := os.ReadDir("/proc/" + pid + "/fd")
	return len(open), err
}

// both works and watches at the same time.
func (s soak) both(ctx context.Context, call func(context.Context, int) error, take func() (sample, error)) (*report, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var taken []sample
	var watchErr error
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		taken, watchErr = s.watch(ctx, take)
	}()
	l, err := s.work(ctx, call)
	if err != nil {
		stop()
	}
	<-watched
	if err != nil {
		return nil, err
	}
	return &report{taken, *l}, watchErr
}
