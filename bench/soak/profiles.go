package main

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"time"

	"github.com/actionctl/connector/bench/internal/part"
)

// Of what goroutines wait for, one in so many is written down: enough to see what there
// is, too few to slow it.
const (
	mutexRate = 100
	blockRate = 1_000_000 // nanoseconds
)

// cpuPart is for how much of the soak the processor is looked at: its first tenth, because
// the profile keeps on the heap what it saw, and would be taken for growth.
const cpuPart = 10

// profiles are those of this process from now on.
type profiles struct{ cpu *os.File }

func (s soak) startProfiles() (*profiles, error) {
	if err := os.MkdirAll(part.Folder, 0o755); err != nil {
		return nil, err
	}
	runtime.SetMutexProfileFraction(mutexRate)
	runtime.SetBlockProfileRate(blockRate)
	f, err := profileFile("cpu")
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, err
	}
	time.AfterFunc(s.length/cpuPart, pprof.StopCPUProfile)
	return &profiles{f}, nil
}

func (p *profiles) write() error {
	pprof.StopCPUProfile() // nothing when it has stopped
	problems := []error{p.cpu.Close()}
	for _, name := range []string{"heap", "mutex", "block"} {
		f, err := profileFile(name)
		if err != nil {
			return err
		}
		problems = append(problems, pprof.Lookup(name).WriteTo(f, 0), f.Close())
	}
	return errors.Join(problems...)
}

func profileFile(name string) (*os.File, error) {
	return os.Create(filepath.Join(part.Folder, "soak-"+name+".pprof"))
}
