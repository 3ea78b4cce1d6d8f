/** The circuits of the comparison of estimators that are in no gallery. */

export const acSources = `four kinds of controlled sources
V1 in 0 ac 1
R1 in a 1k
L1 a b 1m
C1 b 0 10n
VS b c 0
R2 c 0 2k
G1 0 d b 0 1m
R3 d 0 1.5k
C2 d 0 5n
E1 e 0 d 0 2
R4 e f 500
F1 0 f VS 1.5
C3 f 0 20n
R5 f 0 1k
H1 g 0 VS 300
R6 g f 3k
.ac dec 10 1k 1meg
* @train R* L* C* G1 E1 F1 H1
* @goal mag(v(f)) = 0.5
* @goal v(d) = 0.2
.end
`;

export const transientSources = (start: string) => `coupled inductors and four kinds of controlled sources
V1 in 0 sin(0.3 1 20k)
R1 in a 1k
L1 a b 1m
L2 h 0 2m
K1 L1 L2 0.6
R7 h 0 800
C1 b 0 10n
VS b c 0
R2 c 0 2k
G1 0 d b 0 1m
R3 d 0 1.5k
C2 d 0 5n
E1 e 0 d 0 2
R4 e f 500
F1 0 f VS 1.5
C3 f 0 20n
R5 f 0 1k
H1 g 0 VS 300
R6 g f 3k
.tran 0.5u 150u ${start}
* @train R* L* C* K1 G1 E1 F1 H1
* @goal v(f) = 0.5*exp(-t/50u)
* @goal v(h) = 0
.end
`;

export const resistors = `resistors
V1 in 0 2
R1 in a 1k
R2 a 0 2.2k
R3 a b 1.5k
R4 b 0 3.3k
R5 b out 680
R6 out 0 4.7k
.op
* @train R*
* @goal v(out) = 0.4
.end
`;

export const diodes = `resistors and diodes
V1 in 0 2
R1 in a 1k
R2 a b 2.2k
R3 b out 1.5k
R4 a 0 3.3k
R5 b 0 6.8k
R6 out 0 4.7k
D1 a 0 d
D2 b out d
D3 out 0 d
.model d d(is=1e-14 n=1.1)
.op
* @train R*
* @goal v(out) = 0.4
.end
`;

export const diodesWithSources = `resistors, diodes and transconductances
V1 in 0 3
R1 in a 1k
R2 a b 2.2k
R3 b out 1.5k
R4 b 0 3.3k
R5 out 0 4.7k
G1 0 b a 0 0.3m
G2 out 0 b 0 0.2m
D1 a 0 d
D2 b 0 d
D3 out 0 d
.model d d(is=1e-14 n=1.1)
.op
* @train R*
* @goal v(out) = 0.3
.end
`;

export const mosfets = `three MOSFETs in cascade
VDD vdd 0 5
V1 in 0 1.4
R1 vdd a 20k
M1 a in s1 0 n w=20u l=1u
R2 s1 0 2k
R3 vdd b 10k
M2 b a s2 0 n w=20u l=1u
R4 s2 0 8k
R5 vdd out 10k
M3 out b s3 0 n w=20u l=1u
R6 s3 0 10k
.model n nmos(level=1 vto=0.7 kp=100u lambda=0.02 gamma=0.4 phi=0.7)
.op
* @train R*
* @goal v(out) = 2
.end
`;

export const reversedMosfet = `a MOSFET with drain and source reversed
V1 in 0 3
VG gg 0 4
R1 in a 10k
R2 gg g 10k
R3 g 0 30k
M1 0 g a 0 n w=10u l=1u
R4 a out 5k
R5 out 0 20k
.model n nmos(level=1 vto=0.7 kp=100u lambda=0.02 gamma=0.4 phi=0.7)
.op
* @train R*
* @goal v(out) = 0.5
.end
`;

export const jfet = `a JFET stage
VDD vdd 0 12
V1 in 0 0.2
R1 in g 100k
R2 g 0 1meg
J1 d g s j
R3 vdd d 3.3k
R4 s 0 1k
R5 d out 10k
R6 out 0 22k
.model j njf(vto=-2 beta=1m lambda=5m)
.op
* @train R*
* @goal v(out) = 4
.end
`;

export const bsim = `two stages of BSIM4 transistors
.include modelcard.CMOS90
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
* @goal v(d1) = 0.6
.end
`;

export const bipolar = `a common-emitter stage at its operating point
VCC cc 0 10
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
* @goal v(out) = 4
.end
`;

export const mosfetStage = `a MOSFET stage whose bias is trained
VDD vdd 0 5
V1 in 0 dc 0 ac 1
Cin in g 1u
R1 vdd g 300k
R2 g 0 150k
M1 d g s 0 n w=50u l=2u
RD vdd d 15k
RS s 0 2.2k
CS s x 4.7u
RX x 0 150
CL d 0 20p
.model n nmos(level=1 vto=0.7 kp=100u lambda=0.03 gamma=0.4 phi=0.7 cgso=0.3n cgdo=0.3n tox=20n cbd=0.1p cbs=0.1p)
.ac dec 5 10 10meg
* @train R* RD RS RX CS CL
* @goal vdb(d) = 20
.end
`;

export const diodeAttenuator = `diodes that attenuate by what they are biased to
.param vb=2
VB bias 0 {vb}
V1 in 0 dc 0 ac 1
R1 in a 1k
C1 a x 1u
RB bias x 4.7k
D1 x 0 d
D2 x y d
RY y 0 2k
C2 x out 1u
RL out 0 10k
.model d d(is=1e-14 n=1.1 rs=5 cjo=4p tt=10n)
.ac dec 5 100 10meg
* @train R* RB RY RL C1 param:vb
* @goal mag(v(out)) = 0.3
* @goal i(V1) = -0.5m scale=1m
.end
`;

/** Lossless, for the rule of the ordinary action. */
export const lossless = `a lossless network of coupled inductors
I1 0 a ac 1 30
V1 top 0 ac 0.5 -40
L1 a b 10u
L2 b 0 22u
L3 c top 15u
K1 L1 L2 0.3
C1 a 0 1n
C2 b c 3.3n
C3 c 0 2.2n
.ac dec 6 100k 3meg
* @train L* C* K1
* @goal v(b) = 20
* @goal mag(v(a,c)) = 30
* @goal i(L3) = 0.1 scale=0.02
.end
`;

export const jfetFollower = `a JFET stage and a follower, with their capacitances
VDD vdd 0 15
V1 in 0 dc 0 ac 1
Cin in g 100n
RG g 0 1meg
J1 d g s j
RD vdd d 3.9k
RS s 0 820
CS s x 10u
RX x 0 68
J2 vdd d out j
RL out 0 4.7k
CL out 0 100p
.model j njf(vto=-2 beta=1.5m lambda=4m rd=5 rs=5 cgs=3p cgd=2p)
.ac dec 4 100 30meg
* @train RD RS RX RL CS CL
* @goal vdb(out) = 15
.end
`;

/** Under one period of a waveform in its steady state. */
export const periodicSources = `coupled inductors and four kinds of controlled sources, periodically
V1 in 0 pulse(-1 2 3u 4u 6u 18u 50u)
R1 in a 1k
L1 a b 1m
L2 h 0 2m
K1 L1 L2 0.6
R7 h 0 800
C1 b 0 10n
VS b c 0
R2 c 0 2k
G1 0 d b 0 1m
R3 d 0 1.5k
C2 d 0 5n
E1 e 0 d 0 2
R4 e f 500
F1 0 f VS 1.5
C3 f 0 20n
R5 f 0 1k
H1 g 0 VS 300
R6 g f 3k
.tran 1u 50u
* @periodic 50u
* @train R* L* C* K1 G1 E1 F1 H1
* @goal v(f) = 0.5*cos(2*pi*t/50u)
* @goal power(v(h)) = 0.1
.end
`;

export const periodicLossless = `a lossless filter under two tones and a constant
V1 in 0 sin(0.2 1 20k)
I1 0 c sin(0 1m 60k 0 0 40)
L1 in a 1m
C1 a 0 15n
L2 a b 2.2m
C2 b c 33n
L3 c 0 1.5m
K1 L2 L3 0.25
C3 c 0 10n
.tran 1u 50u
* @periodic 50u
* @train L* C* K1
* @goal v(c) = 0.5*sin(2*pi*20k*t)
* @goal i(L1) = 1m from 10u to 30u scale=1m
.end
`;
