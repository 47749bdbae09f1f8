#include "go_asm.h"
#include "textflag.h"

// Integer tiles for AVX2 and AVX-VNNI: up to 6 tokens × 16 output rows. Lanes
// are output rows; a group of weights is two registers of 8 rows, and a token's
// activations for it are broadcast.
//
//   Y0, Y1    weights of the group: rows 0–7, rows 8–15
//   Y2, Y3    broadcast activations, products
//   Y4 … Y15  sums: token t in Y(4+2t) and Y(5+2t)
//   SI, R8    activations of tokens 0 and 3;  BX  bytes to the next token
//   DI        weights;  CX  steps of 16 columns left

// NEXT moves on by a step, in which a token has that many bytes, and loops
// while there is one.
#define NEXT(loop, bytes) \
	ADDQ $256, DI   \
	ADDQ $bytes, SI \
	ADDQ $bytes, R8 \
	DECQ CX         \
	JNZ  loop

// START sets a token's sums to the rows' start values, held in Y0 and Y1.
#define START(low, high) \
	VMOVDQA Y0, low  \
	VMOVDQA Y1, high

// HALF writes 8 rows of a token at offset o: sum · (token scale in Y0 · row
// scales) + bias.
#define HALF(sum, o) \
	VMULPS    o(DI), Y0, Y1   \
	VCVTDQ2PS sum, sum        \
	VMULPS    Y1, sum, sum    \
	VADDPS    o(SI), sum, sum \
	VMOVUPS   sum, o(R12)

// STORE writes a token to (R12), its scale being in (R11), and leaves after
// the last one, counted in DX.
#define STORE(low, high) \
	VBROADCASTSS (R11), Y0 \
	HALF(low, 0)           \
	HALF(high, 32)         \
	DECQ         DX        \
	JZ           done      \
	ADDQ         $4, R11   \
	ADDQ         R13, R12

// ARGUMENTS loads what the loops need; x is the field with the activations.
#define ARGUMENTS(x) \
	MOVQ    t+0(FP), AX          \
	MOVQ    x(AX), SI            \
	MOVQ    tile_xStride(AX), BX \
	LEAQ    (BX)(BX*2), R8       \
	ADDQ    SI, R8               \
	MOVQ    tile_weights(AX), DI \
	MOVQ    tile_steps(AX), CX   \
	MOVQ    tile_tokens(AX), DX  \
	MOVQ    tile_starts(AX), R11 \
	VMOVDQU (R11), Y0            \
	VMOVDQU 32(R11), Y1          \
	START(Y4, Y5)                \
	START(Y6, Y7)                \
	START(Y8, Y9)                \
	START(Y10, Y11)              \
	START(Y12, Y13)              \
	START(Y14, Y15)

// EPILOGUE writes the tokens.
#define EPILOGUE \
	MOVQ tile_scales(AX), DI       \
	MOVQ tile_bias(AX), SI         \
	MOVQ tile_tokenScales(AX), R11 \
	MOVQ tile_dst(AX), R12         \
	MOVQ tile_dstStride(AX), R13   \
	STORE(Y4, Y5)                  \
	STORE(Y6, Y7)                  \
	STORE(Y8, Y9)                  \
	STORE(Y10, Y11)                \
	STORE(Y12, Y13)                \
	STORE(Y14, Y15)

// AVX2: VPMADDUBSW would saturate, so weights are extended to int16 as they are
// loaded and VPMADDWD multiplies pairs of int16 and adds them to an int32,
// exactly. A group is 2 columns.

// ADD1 adds one token's products; x is its activations.
#define ADD1(x, low, high) \
	VPBROADCASTD x, Y2          \
	VPMADDWD     Y0, Y2, Y3     \
	VPADDD       Y3, low, low   \
	VPMADDWD     Y1, Y2, Y2     \
	VPADDD       Y2, high, high

// GROUPn adds group g of a step for n tokens.
#define GROUP2(g) \
	VPMOVSXBW (32*g)(DI), Y0      \
	VPMOVSXBW (32*g+16)(DI), Y1   \
	ADD1((4*g)(SI), Y4, Y5)       \
	ADD1((4*g)(SI)(BX*1), Y6, Y7)

#define GROUP4(g) \
	GROUP2(g)                     \
	ADD1((4*g)(SI)(BX*2), Y8, Y9) \
	ADD1((4*g)(R8), Y10, Y11)

#define GROUP6(g) \
	GROUP4(g)                       \
	ADD1((4*g)(R8)(BX*1), Y12, Y13) \
	ADD1((4*g)(R8)(BX*2), Y14, Y15)

// func tileAVX2(t *tile)
TEXT ·tileAVX2(SB), NOSPLIT, $0-8
	ARGUMENTS(tile_words)
	CMPQ DX, $2
	JLE  loop2
	CMPQ DX, $4
	JLE  loop4

loop6:
	GROUP6(0)
	GROUP6(1)
	GROUP6(2)
	GROUP6(3)
	GROUP6(4)
	GROUP6(5)
	GROUP6(6)
	GROUP6(7)
	NEXT(loop6, 32)
	JMP store

loop4:
	GROUP4(0)
	GROUP4(1)
	GROUP4(2)
	GROUP4(3)
	GROUP4(4)
	GROUP4(5)
	GROUP4(6)
	GROUP4(7)
	NEXT(loop4, 32)
	JMP store

loop2:
	GROUP2(0)
	GROUP2(1)
	GROUP2(2)
	GROUP2(3)
	GROUP2(4)
	GROUP2(5)
	GROUP2(6)
	GROUP2(7)
	NEXT(loop2, 32)

store:
	EPILOGUE

done:
	VZEROUPPER
	RET

// AVX-VNNI: VPDPBUSD multiplies four unsigned bytes by four signed ones and adds
// the sum to an int32 lane, exactly. A group is 4 columns.

// DOT is VPDPBUSD on registers by number: signed bytes in w, unsigned ones in x,
// sums in d. It spells out the VEX encoding, because the assembler knows only
// the EVEX one of AVX-512.
#define DOT(w, x, d) \
	BYTE $0xC4                               \
	BYTE $(0x42|((d)>>3^1)<<7|((w)>>3^1)<<5) \
	BYTE $(0x05|((x)^15)<<3)                 \
	BYTE $0x50                               \
	BYTE $(0xC0|((d)&7)<<3|((w)&7))

// DOT1 adds the products of one token, whose sums are in s and s+1.
#define DOT1(x, s) \
	VPBROADCASTD x, Y2 \
	DOT(0, 2, s)       \
	DOT(1, 2, s+1)

// DOTSn adds group g of a step for n tokens.
#define DOTS2(g) \
	VMOVDQU (64*g)(DI), Y0    \
	VMOVDQU (64*g+32)(DI), Y1 \
	DOT1((4*g)(SI), 4)        \
	DOT1((4*g)(SI)(BX*1), 6)

#define DOTS4(g) \
	DOTS2(g)                 \
	DOT1((4*g)(SI)(BX*2), 8) \
	DOT1((4*g)(R8), 10)

#define DOTS6(g) \
	DOTS4(g)                  \
	DOT1((4*g)(R8)(BX*1), 12) \
	DOT1((4*g)(R8)(BX*2), 14)

// func tileAVXVNNI(t *tile)
TEXT ·tileAVXVNNI(SB), NOSPLIT, $0-8
	ARGUMENTS(tile_bytes)
	CMPQ DX, $2
	JLE  loop2
	CMPQ DX, $4
	JLE  loop4

loop6:
	DOTS6(0)
	DOTS6(1)
	DOTS6(2)
	DOTS6(3)
	NEXT(loop6, 16)
	JMP store

loop4:
	DOTS4(0)
	DOTS4(1)
	DOTS4(2)
	DOTS4(3)
	NEXT(loop4, 16)
	JMP store

loop2:
	DOTS2(0)
	DOTS2(1)
	DOTS2(2)
	DOTS2(3)
	NEXT(loop2, 16)

store:
	EPILOGUE

done:
	VZEROUPPER
	RET
