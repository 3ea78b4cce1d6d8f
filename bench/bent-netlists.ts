/** Diodes in a transient. */
export const clipper = `clipper
V1 in 0 sin(0.5 2 20k)
R1 in a 1k
L1 a b 2m
C1 b 0 10n ic=0.3
D1 b 0 d
D2 0 b d
R2 b c 2k
C2 c 0 5n
G1 0 e c 0 1m
R3 e 0 1.2k
D3 e 0 d
.model d d(is=1e-14 n=1.1 rs=5)
.tran 1u 120u uic
* @train R* L* C* G1
* @goal v(c) = 0.3*sin(2*pi*20k*t)
* @goal v(e) = 0.4 from 60u to 120u
.end
`;

export const transistors = `three transistors
VDD vdd 0 5
V1 in 0 pulse(1 1.6 10u 2u 2u 30u 100u)
RG in g 10k
CG g 0 300p
M1 a g s 0 n w=20u l=1u
R1 vdd a 20k
RS s 0 1k
CS s 0 2n
C1 a out 1n
R2 out 0 50k
Q1 q out 0 qn
R3 vdd q 5k
J1 vdd q w jj
R4 w 0 3k
.model n nmos(level=1 vto=0.7 kp=100u lambda=0.02 gamma=0.4 phi=0.7)
.model qn npn(is=1e-15 bf=120 vaf=60 rb=50 rc=10 re=1)
.model jj njf(vto=-2 beta=1m lambda=5m)
.tran 1u 120u 
* @train R* C* RG RS CG CS
* @goal v(out) = 0
* @goal v(w) = 3
.end
`;

export const behaviour = `laws of voltages and time
V1 in 0 1
B0 0 a i='0.5m*sin(2*pi*15k*time)'
R0 in a 1k
C0 a 0 10n
B1 x 0 v='tanh(2*v(a))+0.1*v(a)^2'
R1 x y 1k
C1 y 0 10n
B2 0 z i='1m*tanh(v(y))*(1+time/100u)'
R2 z 0 r='1k*(1+0.2*v(z)^2)'
R3 z w 2k
L1 w 0 5m
.tran 1u 120u uic
* @train R0 R1 R3 C* L1 V1
* @goal v(z) = 0.5
* @goal i(L1) = 0.1m scale=1m
.end
`;
