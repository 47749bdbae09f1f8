#include "go_asm.h"
#include "textflag.h"

// Softmax, layer norm and GELU for AVX-512, 16 elements at a time. The order
// of operations is that of the portable functions, whose results these equal.
//
//   SI  x;  CX  elements left, a multiple of 16, at least 16;  AX  constants

// FOLD adds the 16 lanes of Z0 in halves into the lowest lane of X0.
#define FOLD \
	VEXTRACTF32X8 $1, Z0, Y1    \
	VADDPS        Y1, Y0, Y0    \
	VEXTRACTF128  $1, Y0, X1    \
	VADDPS        X1, X0, X0    \
	VPERMILPS     $0x0E, X0, X1 \
	VADDPS        X1, X0, X0    \
	VPERMILPS     $0x01, X0, X1 \
	VADDSS        X1, X0, X0

// FOLDMAX leaves the greatest of Z0's 16 lanes in the lowest lane of X0.
#define FOLDMAX \
	VEXTRACTF32X8 $1, Z0, Y1    \
	VMAXPS        Y1, Y0, Y0    \
	VEXTRACTF128  $1, Y0, X1    \
	VMAXPS        X1, X0, X0    \
	VPERMILPS     $0x0E, X0, X1 \
	VMAXPS        X1, X0, X0    \
	VPERMILPS     $0x01, X0, X1 \
	VMAXSS        X1, X0, X0

// STEP continues Horner's rule: p = p·x + the constant at c.
#define STEP(c, x, p) \
	VMULPS      x, p, p     \
	VADDPS.BCST c(AX), p, p

// func softmaxAVX512(x *float32, n int, scale float32, table *expTable)
//   Z10 greatest;  Z11 scale;  Z12 sum
TEXT ·softmaxAVX512(SB), NOSPLIT, $0-32
	MOVQ         x+0(FP), SI
	MOVQ         n+8(FP), CX
	VBROADCASTSS scale+16(FP), Z11
	MOVQ         table+24(FP), AX
	MOVQ         SI, DI
	MOVQ         CX, DX
	VMOVUPS      (SI), Z0

greatest:
	VMAXPS       (SI), Z0, Z0
	ADDQ         $64, SI
	SUBQ         $16, CX
	JNZ          greatest
	FOLDMAX
	VBROADCASTSS X0, Z10
	VPXORD       Z12, Z12, Z12
	MOVQ         DI, SI
	MOVQ         DX, CX

power:
	VMOVUPS     (SI), Z0
	VSUBPS      Z10, Z0, Z0
	VMULPS      Z11, Z0, Z0
	VCMPPS.BCST $0x1D, expTable_lowest(AX), Z0, K1 // at least lowest, ordered
	VMULPS.BCST expTable_log2e(AX), Z0, Z1
	VADDPS.BCST expTable_round(AX), Z1, Z1         // n in the low bits
	VSUBPS.BCST expTable_round(AX), Z1, Z2         // n
	VMULPS.BCST expTable_ln2High(AX), Z2, Z3
	VSUBPS      Z3, Z0, Z0
	VMULPS.BCST expTable_ln2Low(AX), Z2, Z3
	VSUBPS      Z3, Z0, Z0                         // r
	VMULPS.BCST expTable_c6(AX), Z0, Z4
	VADDPS.BCST expTable_c5(AX), Z4, Z4
	STEP(expTable_c4, Z0, Z4)
	STEP(expTable_c3, Z0, Z4)
	STEP(expTable_c2, Z0, Z4)
	STEP(expTable_one, Z0, Z4)
	STEP(expTable_one, Z0, Z4)
	VPSLLD      $23, Z1, Z1
	VPADDD.Z    Z1, Z4, K1, Z4
	VADDPS      Z4, Z12, Z12
	VMOVUPS     Z4, (SI)
	ADDQ        $64, SI
	SUBQ        $16, CX
	JNZ         power

	VMOVAPS      Z12, Z0
	FOLD
	VMOVSS       expTable_one(AX), X1
	VDIVSS       X0, X1, X0
	VBROADCASTSS X0, Z0

divide:
	VMULPS  (DI), Z0, Z1
	VMOVUPS Z1, (DI)
	ADDQ    $64, DI
	SUBQ    $16, DX
	JNZ     divide
	VZEROUPPER
	RET

// func geluAVX512(x *float32, n int, table *geluTable)
TEXT ·geluAVX512(SB), NOSPLIT, $0-24
	MOVQ         x+0(FP), SI
	MOVQ         n+8(FP), CX
	MOVQ         table+16(FP), AX
	VBROADCASTSS geluTable_bound(AX), Z10
	VBROADCASTSS geluTable_one(AX), Z11
	VPXORD       Z12, Z12, Z12
	VSUBPS       Z10, Z12, Z13            // -bound
	VSUBPS       Z11, Z12, Z14            // -1

loop:
	VMOVUPS     (SI), Z0
	VMINPS      Z10, Z0, Z1
	VMAXPS      Z13, Z1, Z1                // t
	VMULPS      Z1, Z1, Z2                 // t²
	VMULPS.BCST geluTable_p5(AX), Z2, Z3
	VADDPS.BCST geluTable_p4(AX), Z3, Z3
	VMULPS.BCST geluTable_q5(AX), Z2, Z4
	VADDPS.BCST geluTable_q4(AX), Z4, Z4
	STEP(geluTable_p3, Z2, Z3)
	STEP(geluTable_q3, Z2, Z4)
	STEP(geluTable_p2, Z2, Z3)
	STEP(geluTable_q2, Z2, Z4)
	STEP(geluTable_p1, Z2, Z3)
	STEP(geluTable_q1, Z2, Z4)
	STEP(geluTable_p0, Z2, Z3)
	STEP(geluTable_one, Z2, Z4)
	VMULPS      Z1, Z3, Z3
	VDIVPS      Z4, Z3, Z3                 // erf
	VMINPS      Z11, Z3, Z3
	VMAXPS      Z14, Z3, Z3
	VMULPS.BCST geluTable_half(AX), Z0, Z0
	VADDPS      Z11, Z3, Z3
	VMULPS      Z3, Z0, Z0
	VMOVUPS     Z0, (SI)
	ADDQ        $64, SI
	SUBQ        $16, CX
	JNZ         loop
	VZEROUPPER
	RET

// func addLayerNormAVX512(x, y, weight, bias *float32, n int, epsilon float32)
//   X8 n as float32;  Z9 mean;  DI row;  DX n
TEXT ·addLayerNormAVX512(SB), NOSPLIT, $0-44
	MOVQ       x+0(FP), SI
	MOVQ       y+8(FP), R8
	MOVQ       weight+16(FP), R9
	MOVQ       bias+24(FP), R10
	MOVQ       n+32(FP), CX
	MOVQ       SI, DI
	MOVQ       CX, DX
	VXORPS     X8, X8, X8
	VCVTSI2SSQ CX, X8, X8
	VPXORD     Z0, Z0, Z0

add:
	VMOVUPS      (SI), Z1
	VADDPS       (R8), Z1, Z1
	VMOVUPS      Z1, (SI)
	VADDPS       Z1, Z0, Z0
	ADDQ         $64, SI
	ADDQ         $64, R8
	SUBQ         $16, CX
	JNZ          add
	FOLD
	VDIVSS       X8, X0, X0
	VBROADCASTSS X0, Z9
	VPXORD       Z0, Z0, Z0
	MOVQ         DI, SI
	MOVQ         DX, CX

center:
	VMOVUPS      (SI), Z1
	VSUBPS       Z9, Z1, Z1
	VMOVUPS      Z1, (SI)
	VMULPS       Z1, Z1, Z1
	VADDPS       Z1, Z0, Z0
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
	VBROADCASTSS X0, Z0

norm:
	VMULPS  (DI), Z0, Z1
	VMULPS  (R9), Z1, Z1
	VADDPS  (R10), Z1, Z1
	VMOVUPS Z1, (DI)
	ADDQ    $64, DI
	ADDQ    $64, R9
	ADDQ    $64, R10
	SUBQ    $16, DX
	JNZ     norm
	VZEROUPPER
	RET
