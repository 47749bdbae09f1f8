// Vector instructions that Go's assembler has no names for, as in the Arm
// Architecture Reference Manual (C7.2). Registers are given by number, sources
// first in the manual's order: n, then m, and the destination d last. Floating
// point is four float32 lanes.

#define FADD4(n, m, d) WORD $(0x4E20D400 | (m)<<16 | (n)<<5 | (d))
#define FSUB4(n, m, d) WORD $(0x4EA0D400 | (m)<<16 | (n)<<5 | (d)) // n - m
#define FMUL4(n, m, d) WORD $(0x6E20DC00 | (m)<<16 | (n)<<5 | (d))
#define FDIV4(n, m, d) WORD $(0x6E20FC00 | (m)<<16 | (n)<<5 | (d)) // n / m
#define FMAX4(n, m, d) WORD $(0x4E20F400 | (m)<<16 | (n)<<5 | (d))
#define FMIN4(n, m, d) WORD $(0x4EA0F400 | (m)<<16 | (n)<<5 | (d))
#define FCMGE4(n, m, d) WORD $(0x6E20E400 | (m)<<16 | (n)<<5 | (d)) // n ≥ m
#define FABS4(n, d) WORD $(0x4EA0F800 | (n)<<5 | (d))
#define FNEG4(n, d) WORD $(0x6EA0F800 | (n)<<5 | (d))
#define FMAXV4(n, d) WORD $(0x6E30F800 | (n)<<5 | (d)) // greatest lane
#define SCVTF4(n, d) WORD $(0x4E21D800 | (n)<<5 | (d)) // int32 to float32
#define FCVTNS4(n, d) WORD $(0x4E21A800 | (n)<<5 | (d)) // to the nearest int32, ties to even

// Narrowing: the low halves of the lanes, to the lower or upper half of d.
#define XTNH(n, d) WORD $(0x0E612800 | (n)<<5 | (d)) // int32 to int16
#define XTNH2(n, d) WORD $(0x4E612800 | (n)<<5 | (d))
#define XTNB(n, d) WORD $(0x0E212800 | (n)<<5 | (d)) // int16 to int8
#define XTNB2(n, d) WORD $(0x4E212800 | (n)<<5 | (d))

// Products of int8 to int16, of the lower or upper halves, and their addition
// in pairs to int32.
#define SMULL(n, m, d) WORD $(0x0E20C000 | (m)<<16 | (n)<<5 | (d))
#define SMULL2(n, m, d) WORD $(0x4E20C000 | (m)<<16 | (n)<<5 | (d))
#define SMLAL(n, m, d) WORD $(0x0E208000 | (m)<<16 | (n)<<5 | (d))
#define SMLAL2(n, m, d) WORD $(0x4E208000 | (m)<<16 | (n)<<5 | (d))
#define SADALP(n, d) WORD $(0x4E606800 | (n)<<5 | (d))

// Sums of four products of int8, added to int32; SDOTL multiplies each lane by
// lane i of m.
#define SDOT(n, m, d) WORD $(0x4E809400 | (m)<<16 | (n)<<5 | (d))
#define SDOTL(n, m, i, d) WORD $(0x4F80E000 | ((i)&1)<<21 | (m)<<16 | ((i)>>1)<<11 | (n)<<5 | (d))
