package kernel

// GELU replaces each element t by t/2·(1 + erf(t/√2)), with an error of at
// most 1.1e-6, and of at most 4e-7 relative to the result where t > 0.
func GELU(x []float32) { best().gelu(x) }

// geluTable holds the constants of GELU, which assembly reads by field name
// or, on arm64, in order.
type geluTable struct {
	bound, one, half       float32
	p5, p4, p3, p2, p1, p0 float32
	q5, q4, q3, q2, q1     float32
}

// newGELUTable returns the constants: erf(t/√2) ≈ t·P(t²)/Q(t²) for |t| ≤ 5.75
// and ±1 beyond, a minimax fit with error 2.7e-8 before rounding. All
// coefficients are positive, so that nothing cancels.
func newGELUTable() geluTable {
	return geluTable{
		bound: 5.75, one: 1, half: 0.5,
		p5: 4.262750863404108e-08, p4: 1.2776449693774339e-05, p3: 0.00036471994826570153,
		p2: 0.00951789878308773, p1: 0.07047789543867111, p0: 0.7978844046592712,
		q5: 1.158164764092362e-06, q4: 7.768171053612605e-05, q3: 0.0019614771008491516,
		q2: 0.02943073771893978, q1: 0.25499626994132996,
	}
}

// gelu computes one element.
func (k *geluTable) gelu(x float32) float32 {
	t := max(-k.bound, min(k.bound, x))
	s := float32(t * t)
	p := float32(k.p5*s) + k.p4
	p = float32(p*s) + k.p3
	p = float32(p*s) + k.p2
	p = float32(p*s) + k.p1
	p = float32(p*s) + k.p0
	q := float32(k.q5*s) + k.q4
	q = float32(q*s) + k.q3
	q = float32(q*s) + k.q2
	q = float32(q*s) + k.q1
	q = float32(q*s) + k.one
	erf := float32(t*p) / q
	erf = max(-k.one, min(k.one, erf))
	return float32(k.half*x) * (k.one + erf)
}

// geluPortable is GELU in plain Go.
func geluPortable(x []float32) {
	table := newGELUTable()
	for i, v := range x {
		x[i] = table.gelu(v)
	}
}
