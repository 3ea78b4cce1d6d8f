/** Netlists of the learning rules' tests, without title and `.end`. */

/** Three of each: six resistors and three diodes between them. */
export const diodes = `V1 in 0 2
R1 in a 1k
R2 a b 470
R3 b out 330
R4 a 0 10k
R5 b 0 3.3k
R6 out 0 1.5k
D1 a 0 dx
D2 b 0 dx
D3 out 0 dx area=2
.model dx d(is=1e-14 n=1.1 rs=4 cjo=2p tt=5n)
.op
* @train R*
* @goal v(out) = 0.3
* @goal v(a,b) = 0.1 weight=2`;

/** The same without diodes. */
export const resistors = diodes
  .split("\n")
  .filter((line) => !/^(D|\.model)/.test(line))
  .join("\n");

/** Every linear controlled source beside resistors, with an output of each kind. */
export const controlledSources = `V1 in 0 2
R1 in a 1k
R2 a b 2k
R3 b 0 3k
E1 c 0 a b 3
R4 c d 1k
G1 d 0 b 0 1m
R5 d 0 2k
Vs d e 0
R6 e 0 700
F1 a 0 Vs 0.4
H1 g 0 Vs 300
R7 g b 1.5k
I1 0 b 1m
.op
* @train R* E1 G1 F1 H1 V1 I1
* @goal v(d) = 1
* @goal v(a,b) = 0.4
* @goal i(Vs) = 2m scale=1m`;

/** A common-emitter stage with series resistances inside the transistor. */
export const bipolar = `VCC cc 0 10
VB bb 0 1.2
R1 bb b 22k
RC cc c 2.2k
RE e 0 150
R2 c out 1k
R3 out 0 15k
Q1 c b e qn
.model qn npn(is=1e-15 bf=120 vaf=60 rb=50 rc=10 re=1)
.op
* @train R* RC RE
* @goal v(out) = 4`;

/** Three level-1 stages in cascade: everything upstream of a gate is seen through the transposed Jacobian only. */
export const mosCascade = `VDD dd 0 5
VIN g 0 1.2
R1 g g1 10k
R2 g1 0 1meg
R3 dd d1 18k
M1 d1 g1 0 0 mn w=20u l=2u
R4 dd d2 12k
M2 d2 d1 s2 0 mn w=10u l=2u
R5 s2 0 4.7k
R6 dd out 15k
M3 out d2 s3 0 mn w=10u l=2u
R7 s3 0 3.3k
.model mn nmos(level=1 vto=0.8 kp=60u lambda=0.02 gamma=0.4 phi=0.65)
.op
* @train R*
* @goal v(out) = 2`;

/** A junction transistor between resistors. */
export const junctionFet = `VDD dd 0 12
R1 dd d 2.2k
R2 s 0 680
R3 g 0 1meg
R4 in g 100k
VG in 0 0.2
J1 d g s jn
.model jn njf(vto=-2.5 beta=1m lambda=0.02)
.op
* @train R*
* @goal v(d) = 6`;

/** An NMOS whose drain is below its source. */
export const reversedMos = `VS s 0 3
VG gg 0 4.5
R1 s a 1k
R2 d 0 2k
R3 gg g 10k
R4 g 0 100k
M1 d g a 0 mn w=20u l=2u
.model mn nmos(level=1 vto=0.8 kp=60u lambda=0.02 gamma=0.4 phi=0.65)
.op
* @train R*
* @goal v(d) = 1`;

/** Reactive elements, a coupling and every linear controlled source, in a sweep. */
export const reactive = `V1 in 0 ac 1 20
R1 in a 50
L1 a b 10u
L2 b2 0 20u
K1 L1 L2 0.6
R4 b2 0 1k
C1 b 0 2n
I1 0 b ac 0.01 70
R2 b out 120
C2 out 0 1n
L3 out tail 33u
R3 tail 0 75
E1 e 0 b out 2
R5 e out 300
G1 out 0 b 0 2m
Vs tail2 0
R6 out tail2 500
F1 a 0 Vs 0.7
H1 h 0 Vs 40
R7 h b 220
.ac dec 5 10k 1meg
* @train R* L* C* K1 E1 G1 F1 H1 V1 I1
* @goal mag(v(out)) = 0.2
* @goal mag(v(a,b)) = 0.1
* @goal re(i(L3)) = 1m scale=1m`;

/** Two stages of the engine's own BSIM4 transistors, whose gates leak; includes `modelcard.CMOS90`. */
export const bsim = `.include modelcard.CMOS90
VDD vdd 0 1.2
VG g 0 0.5
RG g ga 100k
R1 vdd d1 5k
M1 d1 ga s1 0 N90 w=1u l=0.09u
RS s1 0 1k
R2 d1 g2 1meg
M2 out g2 vdd vdd P90 w=2u l=0.09u
R3 out 0 4k
.op
* @train R* RS RG
* @goal v(out) = 0.4
* @goal v(d1) = 0.6`;

/** The bias network of a three-transistor amplifier in the gallery: directly coupled stages with feedback, series resistances inside. */
export const threeTransistors = `VCC vcc 0 24
Q1 c1 b1 e1 small
R1 vcc c1 100k
R2 e1 0 330
R3 b1 e2 330k
Q2 c2 c1 e2 small
R4 vcc c2 4.7k
R5 e2 0 2.2k
Q3 vcc c2 out small
R6 out 0 1k
R7 out e1 22k
.model small npn(is=1e-14 bf=250 vaf=80 rb=100 rc=1 re=0.5)
.op
* @train R1 R2 R3 R4 R5 R6
* @goal v(b1) = 1.1 scale=0.1
* @goal v(c1) = 2.16 scale=0.1
* @goal v(e1) = 0.5 scale=0.1
* @goal v(e2) = 1.5 scale=0.1
* @goal v(c2) = 13
* @goal v(out) = 12.3`;
