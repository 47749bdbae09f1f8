#include "textflag.h"
#include "neon_arm64.h"

// Float32 product for NEON: 4 or 1 rows of a times 16 columns of b.
//
// Lanes are columns. An element of a is broadcast and multiplied by four
// registers of b; multiplication and addition round separately, as everywhere.
//
//   V0 … V3    16 columns of one row of b
//   V4 … V7    broadcasts of rows 0 … 3;  V8 … V11  products
//   V16 … V31  sums: row r in V(16+4r) … V(19+4r)
//   R0  c, R3  its bytes per row;  R1, R8, R9, R10  rows 0 … 3 of a
//   R2  b, R5  its bytes per row;  R6  depth left

// ADD1 adds the products of one row: a's element in register x, sums from s on.
#define ADD1(x, s) \
	FMUL4(0, x, 8)      \
	FMUL4(1, x, 9)      \
	FMUL4(2, x, 10)     \
	FMUL4(3, x, 11)     \
	FADD4(8, s, s)      \
	FADD4(9, s+1, s+1)  \
	FADD4(10, s+2, s+2) \
	FADD4(11, s+3, s+3)

// ZERO clears four registers.
#define ZERO(A, B, C, D) \
	VEOR A.B16, A.B16, A.B16 \
	VEOR B.B16, B.B16, B.B16 \
	VEOR C.B16, C.B16, C.B16 \
	VEOR D.B16, D.B16, D.B16

// func product4NEON(c, a, b *float32, cStride, aStride, bStride, depth uintptr)
TEXT ·product4NEON(SB), NOSPLIT, $0-56
	MOVD c+0(FP), R0
	MOVD a+8(FP), R1
	MOVD b+16(FP), R2
	MOVD cStride+24(FP), R3
	MOVD aStride+32(FP), R4
	MOVD bStride+40(FP), R5
	MOVD depth+48(FP), R6
	ADD  R4, R1, R8
	ADD  R4, R8, R9
	ADD  R4, R9, R10
	ZERO(V16, V17, V18, V19)
	ZERO(V20, V21, V22, V23)
	ZERO(V24, V25, V26, V27)
	ZERO(V28, V29, V30, V31)

loop:
	VLD1    (R2), [V0.S4, V1.S4, V2.S4, V3.S4]
	VLD1R.P 4(R1), [V4.S4]
	VLD1R.P 4(R8), [V5.S4]
	VLD1R.P 4(R9), [V6.S4]
	VLD1R.P 4(R10), [V7.S4]
	ADD1(4, 16)
	ADD1(5, 20)
	ADD1(6, 24)
	ADD1(7, 28)
	ADD     R5, R2
	SUBS    $1, R6
	BNE     loop

	VST1 [V16.S4, V17.S4, V18.S4, V19.S4], (R0)
	ADD  R3, R0
	VST1 [V20.S4, V21.S4, V22.S4, V23.S4], (R0)
	ADD  R3, R0
	VST1 [V24.S4, V25.S4, V26.S4, V27.S4], (R0)
	ADD  R3, R0
	VST1 [V28.S4, V29.S4, V30.S4, V31.S4], (R0)
	RET

// func product1NEON(c, a, b *float32, bStride, depth uintptr)
TEXT ·product1NEON(SB), NOSPLIT, $0-40
	MOVD c+0(FP), R0
	MOVD a+8(FP), R1
	MOVD b+16(FP), R2
	MOVD bStride+24(FP), R5
	MOVD depth+32(FP), R6
	ZERO(V16, V17, V18, V19)

loop:
	VLD1    (R2), [V0.S4, V1.S4, V2.S4, V3.S4]
	VLD1R.P 4(R1), [V4.S4]
	ADD1(4, 16)
	ADD     R5, R2
	SUBS    $1, R6
	BNE     loop

	VST1 [V16.S4, V17.S4, V18.S4, V19.S4], (R0)
	RET
