//go:build !amd64 && !arm64

package kernel

// best returns the best instruction set of this machine.
func best() isa { return portable }
