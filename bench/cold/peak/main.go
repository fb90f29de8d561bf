// Command peak runs a program, its output going to a file, and prints the most memory in
// KiB that it had: peak FILE PROGRAM ARG …
//
// It is small on purpose. Linux counts what the process that starts a program has in
// memory as the program's own, so a larger one would hide what is measured.
package main

import (
	"os"
	"strconv"
	"syscall"
)

func main() {
	out, err := os.Create(os.Args[1])
	if err != nil {
		panic(err)
	}
	pid, err := syscall.ForkExec(os.Args[2], os.Args[2:], &syscall.ProcAttr{Env: os.Environ(), Files: []uintptr{0, out.Fd(), 2}})
	if err != nil {
		panic(err)
	}
	var status syscall.WaitStatus
	var used syscall.Rusage
	if _, err := syscall.Wait4(pid, &status, 0, &used); err != nil {
		panic(err)
	}
	if status.ExitStatus() != 0 {
		panic("it ended with " + strconv.Itoa(status.ExitStatus()))
	}
	_, _ = os.Stdout.WriteString(strconv.FormatInt(used.Maxrss, 10) + "\n")
}
