#include "textflag.h"

// Float32 product for AVX2: 4 or 1 rows of a times 16 columns of b.
//
// Lanes are columns. An element of a is broadcast and multiplied by two
// registers of b; multiplication and addition round separately, as everywhere.
//
//   Y0, Y1    16 columns of one row of b
//   Y2 … Y7   broadcasts and products
//   Y8 … Y15  sums: row r in Y(8+2r) and Y(9+2r)
//   SI  a, R8  its bytes per row, R9  three of them;  DI  b, BX  its bytes per row
//   R10 c, R11 its bytes per row;  CX  depth left

// ADD1 adds one row's products; x is the element of a.
#define ADD1(x, t, low, high) \
	VBROADCASTSS x, t           \
	VMULPS       Y0, t, Y6      \
	VMULPS       Y1, t, Y7      \
	VADDPS       Y6, low, low   \
	VADDPS       Y7, high, high

#define LOAD \
	VMOVUPS (DI), Y0   \
	VMOVUPS 32(DI), Y1 \
	ADDQ    BX, DI

// func product4AVX2(c, a, b *float32, cStride, aStride, bStride, depth uintptr)
TEXT ·product4AVX2(SB), NOSPLIT, $0-56
	MOVQ  c+0(FP), R10
	MOVQ  a+8(FP), SI
	MOVQ  b+16(FP), DI
	MOVQ  cStride+24(FP), R11
	MOVQ  aStride+32(FP), R8
	MOVQ  bStride+40(FP), BX
	MOVQ  depth+48(FP), CX
	LEAQ  (R8)(R8*2), R9
	VPXOR Y8, Y8, Y8
	VPXOR Y9, Y9, Y9
	VPXOR Y10, Y10, Y10
	VPXOR Y11, Y11, Y11
	VPXOR Y12, Y12, Y12
	VPXOR Y13, Y13, Y13
	VPXOR Y14, Y14, Y14
	VPXOR Y15, Y15, Y15

loop:
	LOAD
	ADD1((SI), Y2, Y8, Y9)
	ADD1((SI)(R8*1), Y3, Y10, Y11)
	ADD1((SI)(R8*2), Y4, Y12, Y13)
	ADD1((SI)(R9*1), Y5, Y14, Y15)
	ADDQ $4, SI
	DECQ CX
	JNZ  loop

	VMOVUPS Y8, (R10)
	VMOVUPS Y9, 32(R10)
	ADDQ    R11, R10
	VMOVUPS Y10, (R10)
	VMOVUPS Y11, 32(R10)
	ADDQ    R11, R10
	VMOVUPS Y12, (R10)
	VMOVUPS Y13, 32(R10)
	ADDQ    R11, R10
	VMOVUPS Y14, (R10)
	VMOVUPS Y15, 32(R10)
	VZEROUPPER
	RET

// func product1AVX2(c, a, b *float32, bStride, depth uintptr)
TEXT ·product1AVX2(SB), NOSPLIT, $0-40
	MOVQ  c+0(FP), R10
	MOVQ  a+8(FP), SI
	MOVQ  b+16(FP), DI
	MOVQ  bStride+24(FP), BX
	MOVQ  depth+32(FP), CX
	VPXOR Y8, Y8, Y8
	VPXOR Y9, Y9, Y9

loop:
	LOAD
	ADD1((SI), Y2, Y8, Y9)
	ADDQ $4, SI
	DECQ CX
	JNZ  loop

	VMOVUPS Y8, (R10)
	VMOVUPS Y9, 32(R10)
	VZEROUPPER
	RET
