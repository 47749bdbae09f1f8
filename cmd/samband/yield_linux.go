package main

import (
	"runtime"
	"syscall"
)

// lowest is the priority of what may wait for everything else.
const lowest = 19

// yielding does work on a thread of its own that the system runs when no other
// wants the processor. The thread ends with the work: its priority could not be
// raised again.
func yielding(work func() error) error {
	result := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		_ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, lowest) // on Linux, of the calling thread; else it is as others
		result <- work()
	}()
	return <-result
}
