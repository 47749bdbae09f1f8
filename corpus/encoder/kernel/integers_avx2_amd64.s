#include "textflag.h"

// Quantizing and integer dot products for AVX2.

// func maxAbsAVX2(x *float32, n int) float32
//   n is a multiple of 16, at least 16
TEXT ·maxAbsAVX2(SB), NOSPLIT, $0-20
	MOVQ     x+0(FP), SI
	MOVQ     n+8(FP), CX
	VPCMPEQD Y3, Y3, Y3
	VPSRLD   $1, Y3, Y3  // everything but the sign
	VPXOR    Y0, Y0, Y0

loop:
	VPAND  (SI), Y3, Y1
	VPAND  32(SI), Y3, Y2
	VMAXPS Y1, Y0, Y0
	VMAXPS Y2, Y0, Y0
	ADDQ   $64, SI
	SUBQ   $16, CX
	JNZ    loop

	VEXTRACTF128 $1, Y0, X1
	VMAXPS       X1, X0, X0
	VPERMILPS    $0x0E, X0, X1
	VMAXPS       X1, X0, X0
	VPERMILPS    $0x01, X0, X1
	VMAXSS       X1, X0, X0
	VMOVSS       X0, ret+16(FP)
	VZEROUPPER
	RET

// func quantizeWordsAVX2(dst *int16, x *float32, n int, inverse float32)
//   n is a multiple of 16, at least 16
TEXT ·quantizeWordsAVX2(SB), NOSPLIT, $0-28
	MOVQ         dst+0(FP), DI
	MOVQ         x+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSS inverse+24(FP), Y2

loop:
	VMULPS    (SI), Y2, Y0
	VMULPS    32(SI), Y2, Y1
	VCVTPS2DQ Y0, Y0         // to nearest, ties to even: Go never changes the mode
	VCVTPS2DQ Y1, Y1
	VPACKSSDW Y1, Y0, Y0     // within 128-bit halves: 0–3, 8–11, 4–7, 12–15
	VPERMQ    $0xD8, Y0, Y0  // in order
	VMOVDQU   Y0, (DI)
	ADDQ      $64, SI
	ADDQ      $32, DI
	SUBQ      $16, CX
	JNZ       loop
	VZEROUPPER
	RET

// func quantizeBytesAVX2(dst *int8, x *float32, n int, inverse float32, flip int8)
//   n is a multiple of 16, at least 16
TEXT ·quantizeBytesAVX2(SB), NOSPLIT, $0-29
	MOVQ         dst+0(FP), DI
	MOVQ         x+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSS inverse+24(FP), Y2
	VPBROADCASTB flip+28(FP), X3

loop:
	VMULPS       (SI), Y2, Y0
	VMULPS       32(SI), Y2, Y1
	VCVTPS2DQ    Y0, Y0
	VCVTPS2DQ    Y1, Y1
	VPACKSSDW    Y1, Y0, Y0
	VPERMQ       $0xD8, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPACKSSWB    X1, X0, X0
	VPXOR        X3, X0, X0
	VMOVDQU      X0, (DI)
	ADDQ         $64, SI
	ADDQ         $16, DI
	SUBQ         $16, CX
	JNZ          loop
	VZEROUPPER
	RET

// SUM adds the 8 int32 lanes of y, whose lower half is x, and stores the sum
// at offset o of dst.
#define SUM(y, x, o) \
	VEXTRACTI128 $1, y, X3    \
	VPADDD       X3, x, x     \
	VPSHUFD      $0x0E, x, X3 \
	VPADDD       X3, x, x     \
	VPSHUFD      $0x01, x, X3 \
	VPADDD       X3, x, x     \
	VMOVD        x, o(DI)

// ROW multiplies 16 elements of a row by Y0, the query's, and adds them to sum.
#define ROW(x, sum) \
	VPMOVSXBW x, Y2        \
	VPMADDWD  Y0, Y2, Y2   \
	VPADDD    Y2, sum, sum

// func scanAVX2(dst *int32, rows, query *int8, count, length, done int)
//   count rows of length elements, of which the first done are multiplied: a
//   multiple of 16, at least 16
//   DI dst;  SI row;  R8 query;  CX rows left;  BX length;  R9 done;  R10 element
//   R11 row + 2·length
TEXT ·scanAVX2(SB), NOSPLIT, $0-48
	MOVQ dst+0(FP), DI
	MOVQ rows+8(FP), SI
	MOVQ query+16(FP), R8
	MOVQ count+24(FP), CX
	MOVQ length+32(FP), BX
	MOVQ done+40(FP), R9
	SUBQ $4, CX
	JLT  rest

four:
	LEAQ  (SI)(BX*2), R11
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	MOVQ  SI, AX
	XORQ  R10, R10

chunk:
	VPMOVSXBW (R8)(R10*1), Y0
	ROW((AX), Y4)
	ROW((AX)(BX*1), Y5)
	ROW((R11), Y6)
	ROW((R11)(BX*1), Y7)
	ADDQ      $16, AX
	ADDQ      $16, R11
	ADDQ      $16, R10
	CMPQ      R10, R9
	JLT       chunk
	SUM(Y4, X4, 0)
	SUM(Y5, X5, 4)
	SUM(Y6, X6, 8)
	SUM(Y7, X7, 12)
	ADDQ      $16, DI
	LEAQ      (SI)(BX*4), SI
	SUBQ      $4, CX
	JGE       four

rest:
	ADDQ $4, CX
	JZ   done

one:
	VPXOR Y4, Y4, Y4
	XORQ  R10, R10

single:
	VPMOVSXBW (R8)(R10*1), Y0
	ROW((SI)(R10*1), Y4)
	ADDQ      $16, R10
	CMPQ      R10, R9
	JLT       single
	SUM(Y4, X4, 0)
	ADDQ      $4, DI
	ADDQ      BX, SI
	DECQ      CX
	JNZ       one

done:
	VZEROUPPER
	RET
