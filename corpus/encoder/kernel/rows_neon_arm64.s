#include "textflag.h"
#include "neon_arm64.h"

// Softmax, layer norm and GELU for NEON, 4 elements at a time and 16 in a turn
// of a loop. The order of operations is that of the portable functions, whose
// results these equal.
//
//   R0  x;  R1  elements left, a multiple of 16, at least 16;  R3  constants

// FOLD adds the 16 lanes of V0 … V3 in halves into the lowest lane of V0.
#define FOLD \
	FADD4(0, 2, 0)                  \
	FADD4(1, 3, 1)                  \
	FADD4(0, 1, 0)                  \
	VEXT $8, V0.B16, V0.B16, V1.B16 \
	FADD4(0, 1, 0)                  \
	VDUP V0.S[1], V1.S4             \
	FADD4(0, 1, 0)

// ZERO clears V0 … V3.
#define ZERO \
	VEOR V0.B16, V0.B16, V0.B16 \
	VEOR V1.B16, V1.B16, V1.B16 \
	VEOR V2.B16, V2.B16, V2.B16 \
	VEOR V3.B16, V3.B16, V3.B16

// STEP continues Horner's rule: p = p·x + c.
#define STEP(c, x, p) \
	FMUL4(p, x, p) \
	FADD4(p, c, p)

// POWER replaces the scores in register x, also called X, by their powers and
// adds them to register s.
//   V16 lowest;  V17 log2e;  V18 round;  V19, V20 ln 2;  V21 … V25 c6 … c2
//   V26 one;  V27 greatest;  V28 scale
#define POWER(x, X, s) \
	FSUB4(x, 27, x)             \
	FMUL4(x, 28, x)             \
	FCMGE4(x, 16, 8)            \
	FMUL4(x, 17, 9)             \
	FADD4(9, 18, 9)             \ // n in the low bits
	FSUB4(9, 18, 10)            \ // n
	FMUL4(10, 19, 11)           \
	FSUB4(x, 11, x)             \
	FMUL4(10, 20, 11)           \
	FSUB4(x, 11, x)             \ // r
	FMUL4(21, x, 12)            \
	FADD4(12, 22, 12)           \
	STEP(23, x, 12)             \
	STEP(24, x, 12)             \
	STEP(25, x, 12)             \
	STEP(26, x, 12)             \
	STEP(26, x, 12)             \
	VSHL $23, V9.S4, V9.S4      \
	VADD V9.S4, V12.S4, V12.S4  \
	VAND V8.B16, V12.B16, X.B16 \
	FADD4(s, x, s)

// func softmaxNEON(x *float32, n int, scale float32, table *expTable)
//   V0 … V3  sums;  V4 … V7  elements
TEXT ·softmaxNEON(SB), NOSPLIT, $0-32
	MOVD    x+0(FP), R0
	MOVD    n+8(FP), R1
	FMOVS   scale+16(FP), F28
	MOVD    table+24(FP), R3
	VDUP    V28.S[0], V28.S4
	VLD1R.P 4(R3), [V16.S4]
	VLD1R.P 4(R3), [V17.S4]
	VLD1R.P 4(R3), [V18.S4]
	VLD1R.P 4(R3), [V19.S4]
	VLD1R.P 4(R3), [V20.S4]
	VLD1R.P 4(R3), [V21.S4]
	VLD1R.P 4(R3), [V22.S4]
	VLD1R.P 4(R3), [V23.S4]
	VLD1R.P 4(R3), [V24.S4]
	VLD1R.P 4(R3), [V25.S4]
	VLD1R.P 4(R3), [V26.S4]
	MOVD    R0, R4
	MOVD    R1, R5
	VLD1    (R4), [V27.S4]

greatest:
	VLD1.P 64(R4), [V4.S4, V5.S4, V6.S4, V7.S4]
	FMAX4(4, 5, 4)
	FMAX4(6, 7, 6)
	FMAX4(4, 6, 4)
	FMAX4(4, 27, 27)
	SUBS   $16, R5
	BNE    greatest
	FMAXV4(27, 27)
	VDUP   V27.S[0], V27.S4
	MOVD   R0, R4
	MOVD   R1, R5
	ZERO

power:
	VLD1   (R4), [V4.S4, V5.S4, V6.S4, V7.S4]
	POWER(4, V4, 0)
	POWER(5, V5, 1)
	POWER(6, V6, 2)
	POWER(7, V7, 3)
	VST1.P [V4.S4, V5.S4, V6.S4, V7.S4], 64(R4)
	SUBS   $16, R5
	BNE    power

	FOLD
	FDIVS F0, F26, F0
	VDUP  V0.S[0], V0.S4

divide:
	VLD1   (R0), [V4.S4, V5.S4, V6.S4, V7.S4]
	FMUL4(4, 0, 4)
	FMUL4(5, 0, 5)
	FMUL4(6, 0, 6)
	FMUL4(7, 0, 7)
	VST1.P [V4.S4, V5.S4, V6.S4, V7.S4], 64(R0)
	SUBS   $16, R1
	BNE    divide
	RET

// func geluNEON(x *float32, n int, table *geluTable)
//   V0 x;  V1 t;  V2 t²;  V3 P, erf;  V4 Q;  V16 bound;  V17 one;  V18 half
//   V19 … V24 p5 … p0;  V25 … V29 q5 … q1;  V30 -bound;  V31 -one
TEXT ·geluNEON(SB), NOSPLIT, $0-24
	MOVD    x+0(FP), R0
	MOVD    n+8(FP), R1
	MOVD    table+16(FP), R3
	VLD1R.P 4(R3), [V16.S4]
	VLD1R.P 4(R3), [V17.S4]
	VLD1R.P 4(R3), [V18.S4]
	VLD1R.P 4(R3), [V19.S4]
	VLD1R.P 4(R3), [V20.S4]
	VLD1R.P 4(R3), [V21.S4]
	VLD1R.P 4(R3), [V22.S4]
	VLD1R.P 4(R3), [V23.S4]
	VLD1R.P 4(R3), [V24.S4]
	VLD1R.P 4(R3), [V25.S4]
	VLD1R.P 4(R3), [V26.S4]
	VLD1R.P 4(R3), [V27.S4]
	VLD1R.P 4(R3), [V28.S4]
	VLD1R.P 4(R3), [V29.S4]
	FNEG4(16, 30)
	FNEG4(17, 31)

loop:
	VLD1   (R0), [V0.S4]
	FMIN4(0, 16, 1)
	FMAX4(1, 30, 1)
	FMUL4(1, 1, 2)
	FMUL4(19, 2, 3)
	FADD4(3, 20, 3)
	FMUL4(25, 2, 4)
	FADD4(4, 26, 4)
	STEP(21, 2, 3)
	STEP(27, 2, 4)
	STEP(22, 2, 3)
	STEP(28, 2, 4)
	STEP(23, 2, 3)
	STEP(29, 2, 4)
	STEP(24, 2, 3)
	STEP(17, 2, 4)
	FMUL4(3, 1, 3)
	FDIV4(3, 4, 3)
	FMIN4(3, 17, 3)
	FMAX4(3, 31, 3)
	FMUL4(0, 18, 0)
	FADD4(3, 17, 3)
	FMUL4(0, 3, 0)
	VST1.P [V0.S4], 16(R0)
	SUBS   $4, R1
	BNE    loop
	RET

// func addLayerNormNEON(x, y, weight, bias *float32, n int, epsilon float32)
//   V0 … V3  sums;  V4 … V7  elements;  V8 … V11  second operands
//   V16 mean;  F17 n;  R2 y;  R6 weight;  R7 bias;  R4, R5 copies of R0, R1
TEXT ·addLayerNormNEON(SB), NOSPLIT, $0-44
	MOVD   x+0(FP), R0
	MOVD   y+8(FP), R2
	MOVD   weight+16(FP), R6
	MOVD   bias+24(FP), R7
	MOVD   n+32(FP), R1
	SCVTFS R1, F17
	MOVD   R0, R4
	MOVD   R1, R5
	ZERO

add:
	VLD1   (R4), [V4.S4, V5.S4, V6.S4, V7.S4]
	VLD1.P 64(R2), [V8.S4, V9.S4, V10.S4, V11.S4]
	FADD4(4, 8, 4)
	FADD4(5, 9, 5)
	FADD4(6, 10, 6)
	FADD4(7, 11, 7)
	VST1.P [V4.S4, V5.S4, V6.S4, V7.S4], 64(R4)
	FADD4(0, 4, 0)
	FADD4(1, 5, 1)
	FADD4(2, 6, 2)
	FADD4(3, 7, 3)
	SUBS   $16, R5
	BNE    add
	FOLD
	FDIVS  F17, F0, F16
	VDUP   V16.S[0], V16.S4
	MOVD   R0, R4
	MOVD   R1, R5
	ZERO

center:
	VLD1   (R4), [V4.S4, V5.S4, V6.S4, V7.S4]
	FSUB4(4, 16, 4)
	FSUB4(5, 16, 5)
	FSUB4(6, 16, 6)
	FSUB4(7, 16, 7)
	VST1.P [V4.S4, V5.S4, V6.S4, V7.S4], 64(R4)
	FMUL4(4, 4, 4)
	FMUL4(5, 5, 5)
	FMUL4(6, 6, 6)
	FMUL4(7, 7, 7)
	FADD4(0, 4, 0)
	FADD4(1, 5, 1)
	FADD4(2, 6, 2)
	FADD4(3, 7, 3)
	SUBS   $16, R5
	BNE    center
	FOLD
	FDIVS  F17, F0, F0
	FMOVS  epsilon+40(FP), F1
	FADDS  F1, F0, F0
	FSQRTS F0, F0
	FMOVS  $1.0, F1
	FDIVS  F0, F1, F0
	VDUP   V0.S[0], V0.S4

norm:
	VLD1   (R0), [V4.S4]
	VLD1.P 16(R6), [V5.S4]
	VLD1.P 16(R7), [V6.S4]
	FMUL4(4, 0, 4)
	FMUL4(4, 5, 4)
	FADD4(4, 6, 4)
	VST1.P [V4.S4], 16(R0)
	SUBS   $4, R1
	BNE    norm
	RET
