#include "textflag.h"

// Float32 product for AVX2: 4 or 1 rows of a times 16 columns of b.
//
// Lanes are columns. An element of a is broadcast, multiplied by two registers
// of b and added to the sums, with one rounding.
//
//   Y0, Y1    16 columns of one row of b
//   Y2 … Y5   broadcasts
//   Y8 … Y15  sums: row r in Y(8+2r) and Y(9+2r)
//   R12, SI  a, start and current column;  R8  its bytes per row;  R9  three rows
//   R13, DI  b, start of the block and current row;  BX  its bytes per row
//   R10, R11 c, start of the block;  its bytes per row
//   AX, CX   depth, depth left;  DX  columns left, a multiple of 16

// ADD1 adds one row's products; x is the element of a.
#define ADD1(x, t, low, high) \
	VBROADCASTSS x, t        \
	VFMADD231PS  Y0, t, low  \
	VFMADD231PS  Y1, t, high

// LOAD fetches a row of b and moves on to the next.
#define LOAD \
	VMOVUPS (DI), Y0   \
	VMOVUPS 32(DI), Y1 \
	ADDQ    BX, DI

// func product4AVX2(c, a, b *float32, cStride, aStride, bStride, depth, cols uintptr)
TEXT ·product4AVX2(SB), NOSPLIT, $0-64
	MOVQ c+0(FP), R10
	MOVQ a+8(FP), R12
	MOVQ b+16(FP), R13
	MOVQ cStride+24(FP), R11
	MOVQ aStride+32(FP), R8
	MOVQ bStride+40(FP), BX
	MOVQ depth+48(FP), AX
	MOVQ cols+56(FP), DX
	LEAQ (R8)(R8*2), R9

block:
	MOVQ  R12, SI
	MOVQ  R13, DI
	MOVQ  AX, CX
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

	MOVQ    R10, CX
	VMOVUPS Y8, (CX)
	VMOVUPS Y9, 32(CX)
	ADDQ    R11, CX
	VMOVUPS Y10, (CX)
	VMOVUPS Y11, 32(CX)
	ADDQ    R11, CX
	VMOVUPS Y12, (CX)
	VMOVUPS Y13, 32(CX)
	ADDQ    R11, CX
	VMOVUPS Y14, (CX)
	VMOVUPS Y15, 32(CX)
	ADDQ    $64, R10
	ADDQ    $64, R13
	SUBQ    $16, DX
	JNZ     block
	VZEROUPPER
	RET

// func product1AVX2(c, a, b *float32, bStride, depth, cols uintptr)
TEXT ·product1AVX2(SB), NOSPLIT, $0-48
	MOVQ c+0(FP), R10
	MOVQ a+8(FP), R12
	MOVQ b+16(FP), R13
	MOVQ bStride+24(FP), BX
	MOVQ depth+32(FP), AX
	MOVQ cols+40(FP), DX

block:
	MOVQ  R12, SI
	MOVQ  R13, DI
	MOVQ  AX, CX
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
	ADDQ    $64, R10
	ADDQ    $64, R13
	SUBQ    $16, DX
	JNZ     block
	VZEROUPPER
	RET
