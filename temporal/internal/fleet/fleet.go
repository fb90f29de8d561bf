// Package fleet has the workers of a process: one for each connection, on a task queue of
// its own.
package fleet

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
)

// Queue is what one worker serves.
type Queue struct {
	Connection string
	Name       string  // of the task queue
	Rate       float64 // activities a second, of all workers of the queue together; 0 is no limit
}

// Worker serves one queue, once. Stop returns when what ran has ended, or was given up.
type Worker interface {
	Start() error
	Stop()
}

// Fleet is workers. It is safe for concurrent use.
type Fleet struct {
	build func(Queue) (Worker, error)

	mu      sync.Mutex
	serving map[string]serving // by connection
	ended   bool
	leaving sync.WaitGroup // workers that are told to stop
}

type serving struct {
	Queue
	worker Worker
}

// New makes a fleet without workers.
func New(build func(Queue) (Worker, error)) *Fleet {
	return &Fleet{build: build, serving: map[string]serving{}}
}

// Serve starts and stops workers until there is one for each of the queues and no other.
// One whose queue is another one now is followed by a new one before it stops. What
// cannot be started is in the error and is tried again by the next call; until then its
// predecessor stays.
func (f *Fleet) Serve(queues []Queue) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.ended {
		return nil
	}
	wanted := map[string]bool{}
	var problems []error
	for _, q := range queues {
		wanted[q.Connection] = true
		before, ok := f.serving[q.Connection]
		if ok && before.Queue == q {
			continue
		}
		w, err := f.start(q)
		if err != nil {
			problems = append(problems, fmt.Errorf("connection %s cannot be served on task queue %s: %w", q.Connection, q.Name, err))
			continue
		}
		f.serving[q.Connection] = serving{q, w}
		if ok {
			f.leaving.Go(before.worker.Stop)
		}
	}
	for name, s := range f.serving {
		if !wanted[name] {
			delete(f.serving, name)
			f.leaving.Go(s.worker.Stop)
		}
	}
	return errors.Join(problems...)
}

func (f *Fleet) start(q Queue) (Worker, error) {
	w, err := f.build(q)
	if err != nil {
		return nil, err
	}
	if err := w.Start(); err != nil {
		w.Stop()
		return nil, err
	}
	return w, nil
}

// Queues are those that are served, by connection.
func (f *Fleet) Queues() []Queue {
	f.mu.Lock()
	defer f.mu.Unlock()
	queues := make([]Queue, 0, len(f.serving))
	for _, name := range slices.Sorted(maps.Keys(f.serving)) {
		queues = append(queues, f.serving[name].Queue)
	}
	return queues
}

// Stop stops all workers at once and for good, and waits for them.
func (f *Fleet) Stop() {
	f.mu.Lock()
	f.ended = true
	for _, s := range f.serving {
		f.leaving.Go(s.worker.Stop)
	}
	clear(f.serving)
	f.mu.Unlock()
	f.leaving.Wait()
}
