package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// gateway is a running actionctl serve.
type gateway struct {
	url, metrics string
	cmd          *exec.Cmd
	client       *http.Client
}

// startGateway builds actionctl and lets it serve the connection of its environment.
func startGateway(ctx context.Context, folder string, env []string, callers int) (*gateway, error) {
	program := filepath.Join(folder, "actionctl")
	build := exec.CommandContext(ctx, "go", "build", "-o", program, "./cmd/actionctl")
	build.Dir = ".." // with the versions of its own module
	if text, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("building actionctl: %w\n%s", err, text)
	}
	g := &gateway{
		cmd:    exec.CommandContext(ctx, program, "serve", "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0", "--no-auth", "--connection", "env", "--log", "off"),
		client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: callers}},
	}
	g.cmd.Env, g.cmd.Stderr = env, os.Stderr
	g.cmd.Cancel = func() error { return g.cmd.Process.Signal(os.Interrupt) }
	out, err := g.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := g.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	for g.metrics == "" && lines.Scan() {
		if at, ok := strings.CutPrefix(lines.Text(), "listening on "); ok {
			g.url = at
		}
		if at, ok := strings.CutPrefix(lines.Text(), "metrics on "); ok {
			g.metrics = at
		}
	}
	if g.url == "" || g.metrics == "" {
		return nil, fmt.Errorf("actionctl serve did not say where it listens: %w", g.cmd.Wait())
	}
	return g, nil
}

func (g *gateway) stop() error {
	g.client.CloseIdleConnections()
	if err := g.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	_ = g.cmd.Wait() // interrupted, as it was told
	return nil
}

// call makes the same calls as the library does.
func (g *gateway) call(text []byte) func(context.Context, int) error {
	body := func(action, params string) []byte {
		return fmt.Appendf(nil, `{"connection":"env","action":%q,"params":%s}`, action, params)
	}
	get, create := body(getAction, `{"cluster_id":"`+clusterID+`"}`), body(createAction, `{"data":`+string(text)+`}`)
	return func(ctx context.Context, n int) error {
		b := get
		if n%2 == 1 {
			b = create
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, g.url+"/v1/run", bytes.NewReader(b))
		if err != nil {
			return err
		}
		req.Header.Set("Content-Type", "application/json")
		resp, err := g.client.Do(req)
		if err != nil {
			return err
		}
		defer func() { _ = resp.Body.Close() }()
		answer, err := io.ReadAll(resp.Body)
		if err == nil && (resp.StatusCode != http.StatusOK || !json.Valid(answer)) {
			err = fmt.Errorf("the gateway answered %s: %.300s", resp.Status, answer)
		}
		return err
	}
}

// looks is how often the heap is looked at for one sample. From outside nobody can have
// the garbage collected; the least of many is close to what is in use.
const looks = 40

func (g *gateway) sample() (sample, error) {
	var least sample
	for i := range looks {
		one, err := g.look()
		if err != nil {
			return one, err
		}
		if i == 0 || one.Heap < least.Heap {
			least.Heap = one.Heap
		}
		least.Goroutines, least.Files = one.Goroutines, one.Files
		time.Sleep(5 * time.Millisecond)
	}
	return least, nil
}

func (g *gateway) look() (s sample, err error) {
	resp, err := g.client.Get(g.metrics)
	if err != nil {
		return s, err
	}
	defer func() { _ = resp.Body.Close() }()
	lines := bufio.NewScanner(resp.Body)
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), " ")
		n, _ := strconv.ParseFloat(value, 64)
		switch name {
		case "go_goroutines":
			s.Goroutines = int(n)
		case "go_memstats_heap_alloc_bytes":
			s.Heap = n / (1 << 20)
		}
	}
	if s.Goroutines == 0 || s.Heap == 0 {
		return s, fmt.Errorf("%s tells nothing of goroutines or the heap; do its metrics have other names now?", g.metrics)
	}
	s.Files, err = filesOf(strconv.Itoa(g.cmd.Process.Pid))
	return s, err
}
