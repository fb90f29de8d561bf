//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package diskfile

// LockFolder does nothing: there is no lock here that ends with its program.
func LockFolder(string) (unlock func()) { return func() {} }
