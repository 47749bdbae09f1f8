package kernel

// isa is an instruction set that kernels exist for.
type isa uint8

const (
	portable   isa = iota // plain Go
	avx2                  // amd64 with 256-bit integer vectors
	avxvnni               // amd64 with 256-bit VPDPBUSD, otherwise as avx2
	avx512vnni            // amd64 with 512-bit vectors and VPDPBUSD
	neon                  // arm64
	neonDot               // arm64 with SDOT
)

// String returns the name that ISA reports.
func (s isa) String() string {
	switch s {
	case avx2:
		return "avx2"
	case avxvnni:
		return "avxvnni"
	case avx512vnni:
		return "avx512vnni"
	case neon:
		return "neon"
	case neonDot:
		return "neondot"
	default:
		return "portable"
	}
}

// ISA names the instruction set in use: avx512vnni, avxvnni, avx2,
// neondot, neon or portable. It is the best one that both processor and
// operating system support.
func ISA() string { return best().String() }

// vectorFloats is what the functions in assembly take a multiple of elements
// of.
const vectorFloats = 16

// whole returns how many of n elements go to assembly.
func (s isa) whole(n int) int {
	if s == portable {
		return 0
	}
	return n / vectorFloats * vectorFloats
}
