#include "go_asm.h"
#include "textflag.h"

// Integer tile for AVX-512 VNNI: up to 12 tokens × 32 output rows.
//
// VPDPBUSD multiplies four unsigned bytes by four signed ones and adds the sum
// to an int32 lane, exactly. Lanes are output rows: a group of weights is two
// registers of 16 rows × 4 columns, and a token's 4 activations are broadcast.
//
//   Z0, Z1    weights of the group: rows 0–15, rows 16–31
//   Z2 … Z7   broadcast activations
//   Z8 … Z31  sums: token t in Z(8+2t) and Z(9+2t)
//   SI, R8, R9, R10  activations of tokens 0, 3, 6, 9;  BX  bytes to the next token
//   DI        weights;  CX  steps of 16 columns left

// ADD1 adds one token's products: x is its activations, b a free register.
#define ADD1(x, b, low, high) \
	VPBROADCASTD x, b        \
	VPDPBUSD     Z0, b, low  \
	VPDPBUSD     Z1, b, high

// LOAD fetches the weights of group g of a step.
#define LOAD(g) \
	VMOVDQU64 (128*g)(DI), Z0    \
	VMOVDQU64 (128*g+64)(DI), Z1

// GROUPn adds group g of a step for n tokens.
#define GROUP4(g) \
	LOAD(g)                             \
	ADD1((4*g)(SI), Z2, Z8, Z9)         \
	ADD1((4*g)(SI)(BX*1), Z3, Z10, Z11) \
	ADD1((4*g)(SI)(BX*2), Z4, Z12, Z13) \
	ADD1((4*g)(R8), Z5, Z14, Z15)

#define GROUP8(g) \
	GROUP4(g)                           \
	ADD1((4*g)(R8)(BX*1), Z6, Z16, Z17) \
	ADD1((4*g)(R8)(BX*2), Z7, Z18, Z19) \
	ADD1((4*g)(R9), Z2, Z20, Z21)       \
	ADD1((4*g)(R9)(BX*1), Z3, Z22, Z23)

#define GROUP12(g) \
	GROUP8(g)                            \
	ADD1((4*g)(R9)(BX*2), Z4, Z24, Z25)  \
	ADD1((4*g)(R10), Z5, Z26, Z27)       \
	ADD1((4*g)(R10)(BX*1), Z6, Z28, Z29) \
	ADD1((4*g)(R10)(BX*2), Z7, Z30, Z31)

// NEXT moves on by a step and loops while there is one.
#define NEXT(loop) \
	ADDQ $512, DI \
	ADDQ $16, SI  \
	ADDQ $16, R8  \
	ADDQ $16, R9  \
	ADDQ $16, R10 \
	DECQ CX       \
	JNZ  loop

// START sets a token's sums to the rows' start values, held in Z0 and Z1.
#define START(low, high) \
	VMOVDQA64 Z0, low  \
	VMOVDQA64 Z1, high

// STORE writes a token: sum · (token scale in (R11) · row scales in Z0, Z1) +
// bias in Z2, Z3, to (R12), and leaves after the last token, counted in DX.
#define STORE(low, high) \
	VBROADCASTSS (R11), Z4      \
	VMULPS       Z0, Z4, Z5     \
	VMULPS       Z1, Z4, Z6     \
	VCVTDQ2PS    low, low       \
	VCVTDQ2PS    high, high     \
	VMULPS       Z5, low, low   \
	VMULPS       Z6, high, high \
	VADDPS       Z2, low, low   \
	VADDPS       Z3, high, high \
	VMOVUPS      low, (R12)     \
	VMOVUPS      high, 64(R12)  \
	DECQ         DX             \
	JZ           done           \
	ADDQ         $4, R11        \
	ADDQ         R13, R12

// func tileAVX512(t *tile)
TEXT ·tileAVX512(SB), NOSPLIT, $0-8
	MOVQ t+0(FP), AX
	MOVQ tile_bytes(AX), SI
	MOVQ tile_xStride(AX), BX
	LEAQ (BX)(BX*2), R12
	LEAQ (SI)(R12*1), R8
	LEAQ (R8)(R12*1), R9
	LEAQ (R9)(R12*1), R10
	MOVQ tile_weights(AX), DI
	MOVQ tile_steps(AX), CX
	MOVQ tile_tokens(AX), DX
	MOVQ tile_starts(AX), R11

	VMOVDQU64 (R11), Z0
	VMOVDQU64 64(R11), Z1
	START(Z8, Z9)
	START(Z10, Z11)
	START(Z12, Z13)
	START(Z14, Z15)
	CMPQ      DX, $4
	JLE       loop4
	START(Z16, Z17)
	START(Z18, Z19)
	START(Z20, Z21)
	START(Z22, Z23)
	CMPQ      DX, $8
	JLE       loop8
	START(Z24, Z25)
	START(Z26, Z27)
	START(Z28, Z29)
	START(Z30, Z31)

loop12:
	GROUP12(0)
	GROUP12(1)
	GROUP12(2)
	GROUP12(3)
	NEXT(loop12)
	JMP store

loop8:
	GROUP8(0)
	GROUP8(1)
	GROUP8(2)
	GROUP8(3)
	NEXT(loop8)
	JMP store

loop4:
	GROUP4(0)
	GROUP4(1)
	GROUP4(2)
	GROUP4(3)
	NEXT(loop4)

store:
	MOVQ    tile_scales(AX), SI
	VMOVUPS (SI), Z0
	VMOVUPS 64(SI), Z1
	MOVQ    tile_bias(AX), SI
	VMOVUPS (SI), Z2
	VMOVUPS 64(SI), Z3
	MOVQ    tile_tokenScales(AX), R11
	MOVQ    tile_dst(AX), R12
	MOVQ    tile_dstStride(AX), R13
	STORE(Z8, Z9)
	STORE(Z10, Z11)
	STORE(Z12, Z13)
	STORE(Z14, Z15)
	STORE(Z16, Z17)
	STORE(Z18, Z19)
	STORE(Z20, Z21)
	STORE(Z22, Z23)
	STORE(Z24, Z25)
	STORE(Z26, Z27)
	STORE(Z28, Z29)
	STORE(Z30, Z31)

done:
	VZEROUPPER
	RET
