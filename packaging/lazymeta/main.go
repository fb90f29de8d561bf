// Command lazymeta writes what a release is built with: a copy of the module
// jsonschema/v5 that compiles a draft's metaschema when it is first asked for, and a
// go.mod that puts it in the module's place. v5 itself compiles those of all five drafts
// before main, which is half of the time that a command of actionctl takes.
//
//	go run ./packaging/lazymeta .build/lazymeta
//	go build -modfile=.build/lazymeta/go.mod ./cmd/actionctl
//
// It runs in the root of the module. Nothing of v5 is kept here but the lines that change.
// An overlay cannot do it: Go refuses one for files of the module cache.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "lazymeta:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) != 1 {
		return errors.New("it takes one argument, the folder to write: go run ./packaging/lazymeta .build/lazymeta")
	}
	root, err := os.Getwd()
	if err != nil {
		return err
	}
	folder, err := filepath.Abs(args[0])
	if err != nil {
		return err
	}
	from, err := find(ctx, root)
	if err != nil {
		return err
	}
	if err := copyModule(from, filepath.Join(folder, copied)); err != nil {
		return err
	}
	return writeModFile(root, folder)
}
