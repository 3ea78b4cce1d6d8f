import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import { compareGradients } from "../../src/gradient/compare-gradients.ts";
import { chooseEstimator, estimators } from "../../src/gradient/estimators.ts";
import { gradientOf, openNetlist, unwrap, witnessOf } from "./open-netlist.ts";

const ngspice = createNgspiceEngine();
beforeAll(() => ngspice.warmUp());
afterAll(() => ngspice.close());

const commonEmitter = `.param vc=12
VCC vcc 0 {vc}
V1 in 0 dc 0 ac 1
Rs in a 600
Cin a b 10u
R1 vcc b 100k
R2 b 0 10k
Q1 c b e npn1
RC vcc c 8.2k
RE e 0 1.5k
RG e g 200
CE g 0 10u
CC c 0 150p
Cout c out 10u
RL out 0 10k
.model npn1 npn(is=2e-14 bf=200 vaf=100 rb=50 cje=10p cjc=3p tf=0.4n)
.ac dec 3 10 10meg
* @train R1 R2 RC RE RG RL CE CC Cin param:vc
* @goal vdb(out) = 25 from 40 to 1meg
* @goal mag(v(c)) = 20 weight=0.01`;

const mosfetStage = `VDD vdd 0 5
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
.ac dec 3 10 10meg
* @train R1 R2 RD RS RX CS CL
* @goal vdb(d) = 20
* @goal v(s) = 0 weight=0.5`;

const diodeAttenuator = `.param vb=2
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
.ac dec 3 100 10meg
* @train R1 RB RY RL C1 param:vb
* @goal mag(v(out)) = 0.3
* @goal i(V1) = -0.5m scale=1m`;

const circuits = [
  ["a common-emitter amplifier", commonEmitter, 2e-7],
  ["a MOSFET stage", mosfetStage, 1e-8],
  ["a diode attenuator", diodeAttenuator, 1e-7],
  ["the supply of a stage, which has no ac", mosfetStage.replace("@train R1", "@train VDD R1"), 1e-8],
] as const;

describe("AC about an operating point that the trained values move", () => {
  test.each(circuits)("%s: the gradient of finite differences", async (_, deck, bound) => {
    const opened = await openNetlist(deck, ngspice);
    const gradient = await gradientOf(opened, "adjoint");
    const witness = await witnessOf(opened);
    expect(compareGradients(opened.free.theta, gradient, witness).maxRelativeError).toBeLessThan(bound);
  });

  test("the Jacobian of the residuals gives the same gradient, and every column that of finite differences", async () => {
    const { problem, free } = await openNetlist(mosfetStage, ngspice);
    const options = { want: "jacobian", beta: "auto" } as const;
    const exact = unwrap(await estimators.adjoint.estimate(problem, free, options));
    const plain = unwrap(await estimators.adjoint.estimate(problem, free, { ...options, want: "gradient" }));
    const witness = unwrap(await estimators["finite-difference"].estimate(problem, free, options));
    expect(compareGradients(free.theta, exact.gradient, plain.gradient).maxRelativeError).toBeLessThan(1e-12);
    const parameters = free.theta.length;
    const columnOf = (matrix: Float64Array, column: number): Float64Array =>
      matrix.filter((_, at) => at % parameters === column);
    for (const column of free.theta.keys()) {
      const [ours, theirs] = [columnOf(exact.jacobian!, column), columnOf(witness.jacobian!, column)];
      const largest = Math.hypot(...theirs);
      const distance = Math.hypot(...ours.map((value, row) => value - theirs[row]!));
      expect(distance / largest, problem.circuit.trainables[column]!.name).toBeLessThan(1e-6);
    }
  });

  test("costs the same for two values as for ten, and the plain adjoint where no bias moves", async () => {
    const analysesFor = async (trained: string): Promise<number> => {
      const deck = commonEmitter.replace(/@train .*/, `@train ${trained}`);
      const opened = await openNetlist(deck, ngspice);
      const before = opened.analyses();
      await gradientOf(opened, "adjoint");
      return opened.analyses() - before;
    };
    const ten = await analysesFor("R1 R2 RC RE RG RL CE CC Cin param:vc");
    expect(await analysesFor("R1 CE")).toBe(ten);
    // The point and the fixture of the nudged network and a sweep for each output; the bias: its point, its fixture, two terminals, the copies.
    expect(ten).toBe(2 + 2 + (1 + 1 + 2 + 1));
    expect(await analysesFor("CE CC Cin")).toBe(2 + 2);
  });

  test("a device's own numbers are done by finite differences beside it", async () => {
    const deck = mosfetStage.replace("w=50u", "w={width}").replace("@train R1", "@train param:width R1");
    const opened = await openNetlist(`.param width=50u\n${deck}`, ngspice);
    const gradient = await gradientOf(opened, "adjoint");
    const witness = await witnessOf(opened);
    expect(compareGradients(opened.free.theta, gradient, witness).maxRelativeError).toBeLessThan(1e-6);
  });

  test.each([
    ["B1 sets a voltage", "B1 x 0 v='v(g)^2'\nRload x 0 1k"],
    ["B1 reads the current of a source", "B1 g 0 i='i(V1)^2'"],
    ["port 1 is terminated in AC", "* @port 1 g 0"],
  ])("%s: refused, with the reason", async (reason, card) => {
    const { problem } = await openNetlist(`${mosfetStage}\n${card}`, ngspice);
    expect(estimators.adjoint.refuse(problem.circuit, new Set(["ac"]))).toContain(reason);
    const choice = chooseEstimator(problem.circuit, new Set(["ac"]), "auto");
    expect(choice).toMatchObject({
      estimator: { name: "finite-difference" },
      remark: expect.stringContaining(reason),
    });
  });
});
