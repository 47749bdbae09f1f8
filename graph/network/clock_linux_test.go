package network

import (
	"syscall"
	"time"
)

// threadUsage asks getrusage about the calling thread alone.
const threadUsage = 1

// spent is the processor time of the calling thread, which its goroutine must
// be locked to: on a machine that others use too it tells more than the time
// that passes.
func spent() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(threadUsage, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
