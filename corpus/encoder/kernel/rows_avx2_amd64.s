#include "go_asm.h"
#include "textflag.h"

// Softmax, layer norm and GELU for AVX2, 8 elements at a time. The order of
// operations is that of the portable functions, whose results these equal.
//
//   SI  x;  CX  elements left, a multiple of 16, at least 16;  AX  constants

// FOLD adds the 16 lanes of Y0 and Y1 in halves into the lowest lane of X0.
#define FOLD \
	VADDPS       Y1, Y0, Y0    \
	VEXTRACTF128 $1, Y0, X1    \
	VADDPS       X1, X0, X0    \
	VPERMILPS    $0x0E, X0, X1 \
	VADDPS       X1, X0, X0    \
	VPERMILPS    $0x01, X0, X1 \
	VADDSS       X1, X0, X0

// FOLDMAX leaves the greatest of Y0's 8 lanes in the lowest lane of X0.
#define FOLDMAX \
	VEXTRACTF128 $1, Y0, X1    \
	VMAXPS       X1, X0, X0    \
	VPERMILPS    $0x0E, X0, X1 \
	VMAXPS       X1, X0, X0    \
	VPERMILPS    $0x01, X0, X1 \
	VMAXSS       X1, X0, X0

// FACTOR multiplies x by the constant at c, through Y7.
#define FACTOR(c, x, dst) \
	VBROADCASTSS c(AX), Y7  \
	VMULPS       Y7, x, dst

// TERM adds the constant at c to p, through Y7.
#define TERM(c, p) \
	VBROADCASTSS c(AX), Y7 \
	VADDPS       Y7, p, p

// STEP continues Horner's rule: p = p·x + the constant at c.
#define STEP(c, x, p) \
	VMULPS x, p, p \
	TERM(c, p)

// POWER replaces 8 elements at offset o by their softmax powers and adds them
// to sum.
//   Y8 lowest;  Y9 the constant round;  Y10 greatest;  Y11 scale
#define POWER(o, sum) \
	VMOVUPS o(SI), Y0                \
	VSUBPS  Y10, Y0, Y0              \
	VMULPS  Y11, Y0, Y0              \
	VCMPPS  $0x1D, Y8, Y0, Y5        \ // at least lowest, ordered
	FACTOR(expTable_log2e, Y0, Y1)   \
	VADDPS  Y9, Y1, Y1               \ // n in the low bits
	VSUBPS  Y9, Y1, Y2               \ // n
	FACTOR(expTable_ln2High, Y2, Y3) \
	VSUBPS  Y3, Y0, Y0               \
	FACTOR(expTable_ln2Low, Y2, Y3)  \
	VSUBPS  Y3, Y0, Y0               \ // r
	FACTOR(expTable_c6, Y0, Y4)      \
	TERM(expTable_c5, Y4)            \
	STEP(expTable_c4, Y0, Y4)        \
	STEP(expTable_c3, Y0, Y4)        \
	STEP(expTable_c2, Y0, Y4)        \
	STEP(expTable_one, Y0, Y4)       \
	STEP(expTable_one, Y0, Y4)       \
	VPSLLD  $23, Y1, Y1              \
	VPADDD  Y1, Y4, Y4               \
	VANDPS  Y5, Y4, Y4               \
	VADDPS  Y4, sum, sum             \
	VMOVUPS Y4, o(SI)

// func softmaxAVX2(x *float32, n int, scale float32, table *expTable)
//   Y12, Y13 sums of lanes 0–7 and 8–15
TEXT ·softmaxAVX2(SB), NOSPLIT, $0-32
	MOVQ         x+0(FP), SI
	MOVQ         n+8(FP), CX
	VBROADCASTSS scale+16(FP), Y11
	MOVQ         table+24(FP), AX
	MOVQ         SI, DI
	MOVQ         CX, DX
	VMOVUPS      (SI), Y0

greatest:
	VMAXPS       (SI), Y0, Y0
	VMAXPS       32(SI), Y0, Y0
	ADDQ         $64, SI
	SUBQ         $16, CX
	JNZ          greatest
	FOLDMAX
	VBROADCASTSS X0, Y10
	VBROADCASTSS expTable_lowest(AX), Y8
	VBROADCASTSS expTable_round(AX), Y9
	VXORPS       Y12, Y12, Y12
	VXORPS       Y13, Y13, Y13
	MOVQ         DI, SI
	MOVQ         DX, CX

power:
	POWER(0, Y12)
	POWER(32, Y13)
	ADDQ $64, SI
	SUBQ $16, CX
	JNZ  power

	VMOVAPS      Y12, Y0
	VMOVAPS      Y13, Y1
	FOLD
	VMOVSS       expTable_one(AX), X1
	VDIVSS       X0, X1, X0
	VBROADCASTSS X0, Y0

divide:
	VMULPS  (DI), Y0, Y1
	VMULPS  32(DI), Y0, Y2
	VMOVUPS Y1, (DI)
	VMOVUPS Y2, 32(DI)
	ADDQ    $64, DI
	SUBQ    $16, DX
	JNZ     divide
	VZEROUPPER
	RET

// func geluAVX2(x *float32, n int, table *geluTable)
TEXT ·geluAVX2(SB), NOSPLIT, $0-24
	MOVQ         x+0(FP), SI
	MOVQ         n+8(FP), CX
	MOVQ         table+16(FP), AX
	VBROADCASTSS geluTable_bound(AX), Y10
	VBROADCASTSS geluTable_one(AX), Y11
	VXORPS       Y12, Y12, Y12
	VSUBPS       Y10, Y12, Y13            // -bound
	VSUBPS       Y11, Y12, Y14            // -1

loop:
	VMOVUPS (SI), Y0
	VMINPS  Y10, Y0, Y1
	VMAXPS  Y13, Y1, Y1 // t
	VMULPS  Y1, Y1, Y2  // t²
	FACTOR(geluTable_p5, Y2, Y3)
	TERM(geluTable_p4, Y3)
	FACTOR(geluTable_q5, Y2, Y4)
	TERM(geluTable_q4, Y4)
	STEP(geluTable_p3, Y2, Y3)
	STEP(geluTable_q3, Y2, Y4)
	STEP(geluTable_p2, Y2, Y3)
	STEP(geluTable_q2, Y2, Y4)
	STEP(geluTable_p1, Y2, Y3)
	STEP(geluTable_q1, Y2, Y4)
	STEP(geluTable_p0, Y2, Y3)
	STEP(geluTable_one, Y2, Y4)
	VMULPS  Y1, Y3, Y3
	VDIVPS  Y4, Y3, Y3  // erf
	VMINPS  Y11, Y3, Y3
	VMAXPS  Y14, Y3, Y3
	FACTOR(geluTable_half, Y0, Y0)
	VADDPS  Y11, Y3, Y3
	VMULPS  Y3, Y0, Y0
	VMOVUPS Y0, (SI)
	ADDQ    $32, SI
	SUBQ    $8, CX
	JNZ     loop
	VZEROUPPER
	RET

// func addLayerNormAVX2(x, y, weight, bias *float32, n int, epsilon float32)
//   X8 n as float32;  Y9 mean;  DI row;  DX n
TEXT ·addLayerNormAVX2(SB), NOSPLIT, $0-44
	MOVQ       x+0(FP), SI
	MOVQ       y+8(FP), R8
	MOVQ       weight+16(FP), R9
	MOVQ       bias+24(FP), R10
	MOVQ       n+32(FP), CX
	MOVQ       SI, DI
	MOVQ       CX, DX
	VXORPS     X8, X8, X8
	VCVTSI2SSQ CX, X8, X8
	VXORPS     Y0, Y0, Y0
	VXORPS     Y1, Y1, Y1

add:
	VMOVUPS      (SI), Y2
	VMOVUPS      32(SI), Y3
	VADDPS       (R8), Y2, Y2
	VADDPS       32(R8), Y3, Y3
	VMOVUPS      Y2, (SI)
	VMOVUPS      Y3, 32(SI)
	VADDPS       Y2, Y0, Y0
	VADDPS       Y3, Y1, Y1
	ADDQ         $64, SI
	ADDQ         $64, R8
	SUBQ         $16, CX
	JNZ          add
	FOLD
	VDIVSS       X8, X0, X0
	VBROADCASTSS X0, Y9
	VXORPS       Y0, Y0, Y0
	VXORPS       Y1, Y1, Y1
	MOVQ         DI, SI
	MOVQ         DX, CX

center:
	VMOVUPS      (SI), Y2
	VMOVUPS      32(SI), Y3
	VSUBPS       Y9, Y2, Y2
	VSUBPS       Y9, Y3, Y3
	VMOVUPS      Y2, (SI)
	VMOVUPS      Y3, 32(SI)
	VMULPS       Y2, Y2, Y2
	VMULPS       Y3, Y3, Y3
	VADDPS       Y2, Y0, Y0
	VADDPS       Y3, Y1, Y1
	ADDQ         $64, SI
	SUBQ         $16, CX
	JNZ          center
	FOLD
	VDIVSS       X8, X0, X0
	VADDSS       epsilon+40(FP), X0, X0
	VSQRTSS      X0, X0, X0
	MOVL         $0x3F800000, AX        // 1
	VMOVD        AX, X1
	VDIVSS       X0, X1, X0
	VBROADCASTSS X0, Y0

norm:
	VMULPS  (DI), Y0, Y1
	VMULPS  (R9), Y1, Y1
	VADDPS  (R10), Y1, Y1
	VMOVUPS Y1, (DI)
	ADDQ    $32, DI
	ADDQ    $32, R9
	ADDQ    $32, R10
	SUBQ    $8, DX
	JNZ     norm
	VZEROUPPER
	RET
