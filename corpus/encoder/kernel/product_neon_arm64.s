#include "textflag.h"

// Float32 product for NEON: 4 or 1 rows of a times 16 columns of b.
//
// Lanes are columns. An element of a is broadcast, multiplied by four registers
// of b and added to the sums, with one rounding.
//
//   V0 … V3    16 columns of one row of b
//   V4 … V7    broadcasts of rows 0 … 3
//   V16 … V31  sums: row r in V(16+4r) … V(19+4r)
//   R0, R3  c, start of the block;  its bytes per row
//   R1, R4  a;  its bytes per row;  R8 … R11  current column in rows 0 … 3
//   R2, R5  b, start of the block;  its bytes per row;  R12  current row
//   R6, R13 depth, depth left;  R7  columns left, a multiple of 16

// ADD1 adds the products of one row: a's element in X, sums in A … D.
#define ADD1(X, A, B, C, D) \
	VFMLA V0.S4, X.S4, A.S4 \
	VFMLA V1.S4, X.S4, B.S4 \
	VFMLA V2.S4, X.S4, C.S4 \
	VFMLA V3.S4, X.S4, D.S4

// ZERO clears four registers.
#define ZERO(A, B, C, D) \
	VEOR A.B16, A.B16, A.B16 \
	VEOR B.B16, B.B16, B.B16 \
	VEOR C.B16, C.B16, C.B16 \
	VEOR D.B16, D.B16, D.B16

// func product4NEON(c, a, b *float32, cStride, aStride, bStride, depth, cols uintptr)
TEXT ·product4NEON(SB), NOSPLIT, $0-64
	MOVD c+0(FP), R0
	MOVD a+8(FP), R1
	MOVD b+16(FP), R2
	MOVD cStride+24(FP), R3
	MOVD aStride+32(FP), R4
	MOVD bStride+40(FP), R5
	MOVD depth+48(FP), R6
	MOVD cols+56(FP), R7

block:
	MOVD R1, R8
	ADD  R4, R8, R9
	ADD  R4, R9, R10
	ADD  R4, R10, R11
	MOVD R2, R12
	MOVD R6, R13
	ZERO(V16, V17, V18, V19)
	ZERO(V20, V21, V22, V23)
	ZERO(V24, V25, V26, V27)
	ZERO(V28, V29, V30, V31)

loop:
	VLD1    (R12), [V0.S4, V1.S4, V2.S4, V3.S4]
	VLD1R.P 4(R8), [V4.S4]
	VLD1R.P 4(R9), [V5.S4]
	VLD1R.P 4(R10), [V6.S4]
	VLD1R.P 4(R11), [V7.S4]
	ADD1(V4, V16, V17, V18, V19)
	ADD1(V5, V20, V21, V22, V23)
	ADD1(V6, V24, V25, V26, V27)
	ADD1(V7, V28, V29, V30, V31)
	ADD     R5, R12
	SUBS    $1, R13
	BNE     loop

	MOVD R0, R12
	VST1 [V16.S4, V17.S4, V18.S4, V19.S4], (R12)
	ADD  R3, R12
	VST1 [V20.S4, V21.S4, V22.S4, V23.S4], (R12)
	ADD  R3, R12
	VST1 [V24.S4, V25.S4, V26.S4, V27.S4], (R12)
	ADD  R3, R12
	VST1 [V28.S4, V29.S4, V30.S4, V31.S4], (R12)
	ADD  $64, R0
	ADD  $64, R2
	SUBS $16, R7
	BNE  block
	RET

// func product1NEON(c, a, b *float32, bStride, depth, cols uintptr)
TEXT ·product1NEON(SB), NOSPLIT, $0-48
	MOVD c+0(FP), R0
	MOVD a+8(FP), R1
	MOVD b+16(FP), R2
	MOVD bStride+24(FP), R5
	MOVD depth+32(FP), R6
	MOVD cols+40(FP), R7

block:
	MOVD R1, R8
	MOVD R2, R12
	MOVD R6, R13
	ZERO(V16, V17, V18, V19)

loop:
	VLD1    (R12), [V0.S4, V1.S4, V2.S4, V3.S4]
	VLD1R.P 4(R8), [V4.S4]
	ADD1(V4, V16, V17, V18, V19)
	ADD     R5, R12
	SUBS    $1, R13
	BNE     loop

	VST1 [V16.S4, V17.S4, V18.S4, V19.S4], (R0)
	ADD  $64, R0
	ADD  $64, R2
	SUBS $16, R7
	BNE  block
	RET
