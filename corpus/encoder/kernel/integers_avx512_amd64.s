#include "textflag.h"

// Quantizing and integer dot products for AVX-512 VNNI.

// func maxAbsAVX512(x *float32, n int) float32
//   n is a multiple of 16, at least 16
TEXT ·maxAbsAVX512(SB), NOSPLIT, $0-20
	MOVQ         x+0(FP), SI
	MOVQ         n+8(FP), CX
	MOVL         $0x7FFFFFFF, AX // everything but the sign
	VPBROADCASTD AX, Z2
	VPXORD       Z0, Z0, Z0

loop:
	VPANDD (SI), Z2, Z1
	VMAXPS Z1, Z0, Z0
	ADDQ   $64, SI
	SUBQ   $16, CX
	JNZ    loop

	VEXTRACTF32X8 $1, Z0, Y1
	VMAXPS        Y1, Y0, Y0
	VEXTRACTF128  $1, Y0, X1
	VMAXPS        X1, X0, X0
	VPERMILPS     $0x0E, X0, X1
	VMAXPS        X1, X0, X0
	VPERMILPS     $0x01, X0, X1
	VMAXSS        X1, X0, X0
	VMOVSS        X0, ret+16(FP)
	VZEROUPPER
	RET

// func quantizeBytesAVX512(dst *int8, x *float32, n int, inverse float32, flip int8)
//   n is a multiple of 16, at least 16
TEXT ·quantizeBytesAVX512(SB), NOSPLIT, $0-29
	MOVQ         dst+0(FP), DI
	MOVQ         x+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSS inverse+24(FP), Z2
	VPBROADCASTB flip+28(FP), Z3

loop:
	VMULPS    (SI), Z2, Z0
	VCVTPS2DQ Z0, Z0       // to nearest, ties to even: Go never changes the mode
	VPXORD    Z3, Z0, Z0
	VPMOVDB   Z0, (DI)     // the low bytes
	ADDQ      $64, SI
	ADDQ      $16, DI
	SUBQ      $16, CX
	JNZ       loop
	VZEROUPPER
	RET

// SUM adds the 16 int32 lanes of z, whose halves are y and x, into DX, through
// the register free.
#define SUM(z, y, x, free, freeX) \
	VEXTRACTI64X4 $1, z, free     \
	VPADDD        free, y, y      \
	VEXTRACTI128  $1, y, freeX    \
	VPADDD        freeX, x, x     \
	VPSHUFD       $0x0E, x, freeX \
	VPADDD        freeX, x, x     \
	VPSHUFD       $0x01, x, freeX \
	VPADDD        freeX, x, x     \
	VMOVD         x, DX

// ROW multiplies 64 elements of a row by Z0, the query's, and adds them to sum.
// Flipping a row's top bits adds 128 to each element, which makes it unsigned.
#define ROW(x, free, sum) \
	VPXORD   x, Z1, free   \
	VPDPBUSD Z0, free, sum

// func scanAVX512(dst *int32, rows, query *int8, count, length, done int)
//   count rows of length elements, of which the first done are multiplied: a
//   multiple of 64, at least 64
//   DI dst;  SI row;  R8 query;  CX rows left;  BX length;  R9 done;  R10 element
//   R11 row + 2·length;  Z1 top bits;  R12 -128·Σ query
TEXT ·scanAVX512(SB), NOSPLIT, $0-48
	MOVQ         dst+0(FP), DI
	MOVQ         rows+8(FP), SI
	MOVQ         query+16(FP), R8
	MOVQ         count+24(FP), CX
	MOVQ         length+32(FP), BX
	MOVQ         done+40(FP), R9
	MOVL         $0x80808080, AX
	VPBROADCASTD AX, Z1

	// Σ 128·query, with the flipped bits of a row of zeros.
	VPXORD Z4, Z4, Z4
	XORQ   R10, R10

correction:
	VMOVDQU64 (R8)(R10*1), Z0
	VPDPBUSD  Z0, Z1, Z4
	ADDQ      $64, R10
	CMPQ      R10, R9
	JLT       correction
	SUM(Z4, Y4, X4, Y8, X8)
	MOVL      DX, R12
	NEGL      R12

	SUBQ $4, CX
	JLT  rest

four:
	LEAQ   (SI)(BX*2), R11
	VPXORD Z4, Z4, Z4
	VPXORD Z5, Z5, Z5
	VPXORD Z6, Z6, Z6
	VPXORD Z7, Z7, Z7
	MOVQ   SI, AX
	XORQ   R10, R10

chunk:
	VMOVDQU64 (R8)(R10*1), Z0
	ROW((AX), Z8, Z4)
	ROW((AX)(BX*1), Z9, Z5)
	ROW((R11), Z10, Z6)
	ROW((R11)(BX*1), Z11, Z7)
	ADDQ      $64, AX
	ADDQ      $64, R11
	ADDQ      $64, R10
	CMPQ      R10, R9
	JLT       chunk
	SUM(Z4, Y4, X4, Y8, X8)
	ADDL      R12, DX
	MOVL      DX, (DI)
	SUM(Z5, Y5, X5, Y9, X9)
	ADDL      R12, DX
	MOVL      DX, 4(DI)
	SUM(Z6, Y6, X6, Y10, X10)
	ADDL      R12, DX
	MOVL      DX, 8(DI)
	SUM(Z7, Y7, X7, Y11, X11)
	ADDL      R12, DX
	MOVL      DX, 12(DI)
	ADDQ      $16, DI
	LEAQ      (SI)(BX*4), SI
	SUBQ      $4, CX
	JGE       four

rest:
	ADDQ $4, CX
	JZ   done

one:
	VPXORD Z4, Z4, Z4
	XORQ   R10, R10

single:
	VMOVDQU64 (R8)(R10*1), Z0
	ROW((SI)(R10*1), Z8, Z4)
	ADDQ      $64, R10
	CMPQ      R10, R9
	JLT       single
	SUM(Z4, Y4, X4, Y8, X8)
	ADDL      R12, DX
	MOVL      DX, (DI)
	ADDQ      $4, DI
	ADDQ      BX, SI
	DECQ      CX
	JNZ       one

done:
	VZEROUPPER
	RET
