#include "go_asm.h"
#include "textflag.h"
#include "neon_arm64.h"

// Integer tiles for NEON: 4 tokens × 16 output rows with SDOT, 2 × 16 without.
// A group of weights is four registers of 4 rows × 4 columns.
//
//   R0  tile;  R1  weights;  R2  steps of 16 columns left;  R3  bytes to the next token
//   R4 … R7  activations of tokens 0 … 3

// ARGUMENTS loads what both tiles need.
#define ARGUMENTS \
	MOVD t+0(FP), R0          \
	MOVD tile_weights(R0), R1 \
	MOVD tile_steps(R0), R2   \
	MOVD tile_xStride(R0), R3 \
	MOVD tile_bytes(R0), R4   \
	ADD  R3, R4, R5

// EPILOGUE loads what STORE needs.
//   V0 … V3  row scales;  V4 … V7  bias;  R8  token scales;  R9  dst;  R10  its
//   bytes to the next token;  R11  tokens left
#define EPILOGUE \
	MOVD tile_scales(R0), R8                \
	VLD1 (R8), [V0.S4, V1.S4, V2.S4, V3.S4] \
	MOVD tile_bias(R0), R8                  \
	VLD1 (R8), [V4.S4, V5.S4, V6.S4, V7.S4] \
	MOVD tile_tokenScales(R0), R8           \
	MOVD tile_dst(R0), R9                   \
	MOVD tile_dstStride(R0), R10            \
	MOVD tile_tokens(R0), R11

// QUARTER turns 4 sums into sum · (token scale in V8 · row scales) + bias.
#define QUARTER(scales, bias, sum) \
	FMUL4(8, scales, 9)   \
	SCVTF4(sum, sum)      \
	FMUL4(sum, 9, sum)    \
	FADD4(sum, bias, sum)

// STORE writes a token and leaves after the last one. Registers come as
// numbers a … d and names A … D.
#define STORE(a, b, c, d, A, B, C, D, done) \
	VLD1R.P 4(R8), [V8.S4]                 \
	QUARTER(0, 4, a)                       \
	QUARTER(1, 5, b)                       \
	QUARTER(2, 6, c)                       \
	QUARTER(3, 7, d)                       \
	VST1    [A.S4, B.S4, C.S4, D.S4], (R9) \
	ADD     R10, R9                        \
	SUBS    $1, R11                        \
	BEQ     done

// START sets a token's sums to the rows' start values, held in V0 … V3.
#define START(A, B, C, D) \
	VMOV V0.B16, A.B16 \
	VMOV V1.B16, B.B16 \
	VMOV V2.B16, C.B16 \
	VMOV V3.B16, D.B16

// TOKEN adds group i of a step for the token whose activations are in register
// x and whose sums begin at register s; the weights begin at register w.
#define TOKEN(w, x, i, s) \
	SDOTL(w, x, i, s)     \
	SDOTL(w+1, x, i, s+1) \
	SDOTL(w+2, x, i, s+2) \
	SDOTL(w+3, x, i, s+3)

#define GROUP(w, i) \
	TOKEN(w, 4, i, 16) \
	TOKEN(w, 5, i, 20) \
	TOKEN(w, 6, i, 24) \
	TOKEN(w, 7, i, 28)

// func tileNEONDot(t *tile)
//   V0 … V3, V8 … V11  weights;  V4 … V7  activations of tokens 0 … 3
//   V16 … V31  sums: token t in V(16+4t) … V(19+4t)
TEXT ·tileNEONDot(SB), NOSPLIT, $0-8
	ARGUMENTS
	ADD  R3, R5, R6
	ADD  R3, R6, R7
	MOVD tile_starts(R0), R8
	VLD1 (R8), [V0.S4, V1.S4, V2.S4, V3.S4]
	START(V16, V17, V18, V19)
	START(V20, V21, V22, V23)
	START(V24, V25, V26, V27)
	START(V28, V29, V30, V31)

loop:
	VLD1.P 16(R4), [V4.B16]
	VLD1.P 16(R5), [V5.B16]
	VLD1.P 16(R6), [V6.B16]
	VLD1.P 16(R7), [V7.B16]
	VLD1.P 64(R1), [V0.B16, V1.B16, V2.B16, V3.B16]
	VLD1.P 64(R1), [V8.B16, V9.B16, V10.B16, V11.B16]
	GROUP(0, 0)
	GROUP(8, 1)
	VLD1.P 64(R1), [V0.B16, V1.B16, V2.B16, V3.B16]
	VLD1.P 64(R1), [V8.B16, V9.B16, V10.B16, V11.B16]
	GROUP(0, 2)
	GROUP(8, 3)
	SUBS   $1, R2
	BNE    loop

	EPILOGUE
	STORE(16, 17, 18, 19, V16, V17, V18, V19, done)
	STORE(20, 21, 22, 23, V20, V21, V22, V23, done)
	STORE(24, 25, 26, 27, V24, V25, V26, V27, done)
	STORE(28, 29, 30, 31, V28, V29, V30, V31, done)

done:
	RET

// ROWS4 adds two groups for 4 rows: weights w and v times activations x and y.
// Two products of at most 127·128 fit an int16. Sums go to registers s (rows 0
// and 1, two lanes each) and s+1 (rows 2 and 3).
#define ROWS4(w, v, x, y, s) \
	SMULL(w, x, 12)  \
	SMULL2(w, x, 13) \
	SMLAL(v, y, 12)  \
	SMLAL2(v, y, 13) \
	SADALP(12, s)    \
	SADALP(13, s+1)

// PAIR adds two groups for both tokens.
#define PAIR \
	VLD1.P  64(R1), [V0.B16, V1.B16, V2.B16, V3.B16] \
	VLD1.P  64(R1), [V4.B16, V5.B16, V6.B16, V7.B16] \
	VLD1R.P 4(R4), [V8.S4]                           \
	VLD1R.P 4(R4), [V9.S4]                           \
	VLD1R.P 4(R5), [V10.S4]                          \
	VLD1R.P 4(R5), [V11.S4]                          \
	ROWS4(0, 4, 8, 9, 16)                            \
	ROWS4(1, 5, 8, 9, 18)                            \
	ROWS4(2, 6, 8, 9, 20)                            \
	ROWS4(3, 7, 8, 9, 22)                            \
	ROWS4(0, 4, 10, 11, 24)                          \
	ROWS4(1, 5, 10, 11, 26)                          \
	ROWS4(2, 6, 10, 11, 28)                          \
	ROWS4(3, 7, 10, 11, 30)

// ZERO clears four registers.
#define ZERO(A, B, C, D) \
	VEOR A.B16, A.B16, A.B16 \
	VEOR B.B16, B.B16, B.B16 \
	VEOR C.B16, C.B16, C.B16 \
	VEOR D.B16, D.B16, D.B16

// func tileNEON(t *tile)
//   V0 … V7  weights of two groups;  V8 … V11  activations;  V12, V13  products
//   V16 … V31  sums: token t in V(16+8t) … V(23+8t), two lanes a row
// Start values are not read: they are zeros where bytes are not biased.
TEXT ·tileNEON(SB), NOSPLIT, $0-8
	ARGUMENTS
	ZERO(V16, V17, V18, V19)
	ZERO(V20, V21, V22, V23)
	ZERO(V24, V25, V26, V27)
	ZERO(V28, V29, V30, V31)

loop:
	PAIR
	PAIR
	SUBS $1, R2
	BNE  loop

	VADDP V17.S4, V16.S4, V16.S4
	VADDP V19.S4, V18.S4, V17.S4
	VADDP V21.S4, V20.S4, V18.S4
	VADDP V23.S4, V22.S4, V19.S4
	VADDP V25.S4, V24.S4, V24.S4
	VADDP V27.S4, V26.S4, V25.S4
	VADDP V29.S4, V28.S4, V26.S4
	VADDP V31.S4, V30.S4, V27.S4
	EPILOGUE
	STORE(16, 17, 18, 19, V16, V17, V18, V19, done)
	STORE(24, 25, 26, 27, V24, V25, V26, V27, done)

done:
	RET
