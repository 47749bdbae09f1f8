#include "textflag.h"
#include "neon_arm64.h"

// Quantizing and integer dot products for NEON.

// SCAN loads the arguments of a scan.
//   R0 dst;  R1 row;  R2 query;  R3 rows left;  R4 length;  R5 elements multiplied
#define SCAN \
	MOVD dst+0(FP), R0     \
	MOVD rows+8(FP), R1    \
	MOVD query+16(FP), R2  \
	MOVD count+24(FP), R3  \
	MOVD length+32(FP), R4 \
	MOVD done+40(FP), R5

// BEGIN starts a row: R6 and R7 walk over row and query, R8 counts down.
#define BEGIN \
	VEOR V0.B16, V0.B16, V0.B16 \
	MOVD R1, R6                 \
	MOVD R2, R7                 \
	MOVD R5, R8

// FINISH writes a row's sum, the lanes of V0, and goes on to the next.
#define FINISH(loop) \
	VADDV   V0.S4, V0 \
	FMOVS.P F0, 4(R0) \
	ADD     R4, R1    \
	SUBS    $1, R3    \
	BNE     loop

// func maxAbsNEON(x *float32, n int) float32
//   n is a multiple of 16, at least 16
TEXT ·maxAbsNEON(SB), NOSPLIT, $0-20
	MOVD x+0(FP), R0
	MOVD n+8(FP), R1
	VEOR V0.B16, V0.B16, V0.B16

loop:
	VLD1.P 64(R0), [V4.S4, V5.S4, V6.S4, V7.S4]
	FABS4(4, 4)
	FABS4(5, 5)
	FABS4(6, 6)
	FABS4(7, 7)
	FMAX4(4, 5, 4)
	FMAX4(6, 7, 6)
	FMAX4(4, 6, 4)
	FMAX4(0, 4, 0)
	SUBS   $16, R1
	BNE    loop

	FMAXV4(0, 0)
	FMOVS F0, ret+16(FP)
	RET

// func quantizeBytesNEON(dst *int8, x *float32, n int, inverse float32)
//   n is a multiple of 16, at least 16
TEXT ·quantizeBytesNEON(SB), NOSPLIT, $0-28
	MOVD  dst+0(FP), R0
	MOVD  x+8(FP), R1
	MOVD  n+16(FP), R2
	FMOVS inverse+24(FP), F0
	VDUP  V0.S[0], V0.S4

loop:
	VLD1.P 64(R1), [V4.S4, V5.S4, V6.S4, V7.S4]
	FMUL4(4, 0, 4)
	FMUL4(5, 0, 5)
	FMUL4(6, 0, 6)
	FMUL4(7, 0, 7)
	FCVTNS4(4, 4)
	FCVTNS4(5, 5)
	FCVTNS4(6, 6)
	FCVTNS4(7, 7)
	XTNH(4, 8)
	XTNH2(5, 8)
	XTNH(6, 9)
	XTNH2(7, 9)
	XTNB(8, 10)
	XTNB2(9, 10)
	VST1.P [V10.B16], 16(R0)
	SUBS   $16, R2
	BNE    loop
	RET

// func scanNEONDot(dst *int32, rows, query *int8, count, length, done int)
//   count rows of length elements, of which the first done are multiplied: a
//   multiple of 16, at least 16
TEXT ·scanNEONDot(SB), NOSPLIT, $0-48
	SCAN

row:
	BEGIN

chunk:
	VLD1.P 16(R6), [V1.B16]
	VLD1.P 16(R7), [V2.B16]
	SDOT(1, 2, 0)
	SUBS   $16, R8
	BNE    chunk
	FINISH(row)
	RET

// func scanNEON(dst *int32, rows, query *int8, count, length, done int)
//   as scanNEONDot
TEXT ·scanNEON(SB), NOSPLIT, $0-48
	SCAN

row:
	BEGIN

chunk:
	VLD1.P 16(R6), [V1.B16]
	VLD1.P 16(R7), [V2.B16]
	SMULL(1, 2, 3)
	SMULL2(1, 2, 4)
	SADALP(3, 0)
	SADALP(4, 0)
	SUBS   $16, R8
	BNE    chunk
	FINISH(row)
	RET
