#include "textflag.h"

// Float32 product for AVX-512: 4 or 1 rows of a times 32 columns of b.
//
// Lanes are columns. An element of a is broadcast, multiplied by two registers
// of b and added to the sums, with one rounding.
//
//   Z0, Z1    32 columns of one row of b
//   Z2 … Z5   broadcasts
//   Z8 … Z15  sums: row r in Z(8+2r) and Z(9+2r)
//   R12, SI  a, start and current column;  R8  its bytes per row;  R9  three rows
//   R13, DI  b, start of the block and current row;  BX  its bytes per row
//   R10, R11 c, start of the block;  its bytes per row
//   AX, CX   depth, depth left;  DX  columns left, a multiple of 32

// ADD1 adds one row's products; x is the element of a.
#define ADD1(x, t, low, high) \
	VBROADCASTSS x, t        \
	VFMADD231PS  Z0, t, low  \
	VFMADD231PS  Z1, t, high

// LOAD fetches a row of b and moves on to the next.
#define LOAD \
	VMOVUPS (DI), Z0   \
	VMOVUPS 64(DI), Z1 \
	ADDQ    BX, DI

// func product4AVX512(c, a, b *float32, cStride, aStride, bStride, depth, cols uintptr)
TEXT ·product4AVX512(SB), NOSPLIT, $0-64
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
	MOVQ   R12, SI
	MOVQ   R13, DI
	MOVQ   AX, CX
	VPXORD Z8, Z8, Z8
	VPXORD Z9, Z9, Z9
	VPXORD Z10, Z10, Z10
	VPXORD Z11, Z11, Z11
	VPXORD Z12, Z12, Z12
	VPXORD Z13, Z13, Z13
	VPXORD Z14, Z14, Z14
	VPXORD Z15, Z15, Z15

loop:
	LOAD
	ADD1((SI), Z2, Z8, Z9)
	ADD1((SI)(R8*1), Z3, Z10, Z11)
	ADD1((SI)(R8*2), Z4, Z12, Z13)
	ADD1((SI)(R9*1), Z5, Z14, Z15)
	ADDQ $4, SI
	DECQ CX
	JNZ  loop

	MOVQ    R10, CX
	VMOVUPS Z8, (CX)
	VMOVUPS Z9, 64(CX)
	ADDQ    R11, CX
	VMOVUPS Z10, (CX)
	VMOVUPS Z11, 64(CX)
	ADDQ    R11, CX
	VMOVUPS Z12, (CX)
	VMOVUPS Z13, 64(CX)
	ADDQ    R11, CX
	VMOVUPS Z14, (CX)
	VMOVUPS Z15, 64(CX)
	ADDQ    $128, R10
	ADDQ    $128, R13
	SUBQ    $32, DX
	JNZ     block
	VZEROUPPER
	RET

// func product1AVX512(c, a, b *float32, bStride, depth, cols uintptr)
TEXT ·product1AVX512(SB), NOSPLIT, $0-48
	MOVQ c+0(FP), R10
	MOVQ a+8(FP), R12
	MOVQ b+16(FP), R13
	MOVQ bStride+24(FP), BX
	MOVQ depth+32(FP), AX
	MOVQ cols+40(FP), DX

block:
	MOVQ   R12, SI
	MOVQ   R13, DI
	MOVQ   AX, CX
	VPXORD Z8, Z8, Z8
	VPXORD Z9, Z9, Z9

loop:
	LOAD
	ADD1((SI), Z2, Z8, Z9)
	ADDQ $4, SI
	DECQ CX
	JNZ  loop

	VMOVUPS Z8, (R10)
	VMOVUPS Z9, 64(R10)
	ADDQ    $128, R10
	ADDQ    $128, R13
	SUBQ    $32, DX
	JNZ     block
	VZEROUPPER
	RET
