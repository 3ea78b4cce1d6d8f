import { afterAll, describe, expect, it } from "vitest";
import type { Plot } from "../../../src/engine/engine.ts";
import { createNgspiceEngine } from "../../../src/engine/ngspice/ngspice-engine.ts";
import type { Outcome } from "../../../src/numeric/outcome.ts";

// One engine for all: every failure must leave it (or its replacement) in order for the next deck.
const engine = createNgspiceEngine({ deadlineSeconds: 30 });
afterAll(() => engine.close());

const divider = (title: string, extra = ""): string => `${title}
v1 a 0 dc 1 ac 1
r1 a b 1k
r2 b 0 1k
${extra}.op
.end
`;

function values(outcome: Outcome<readonly Plot[]>, name: string, plot = 0): readonly number[] {
  if (outcome.kind === "failed") throw new Error(`${outcome.explanation}\n${outcome.log}`);
  const variable = outcome.value[plot]?.variables.find((candidate) => candidate.name === name);
  if (variable === undefined) throw new Error(`no ${name}`);
  return [...variable.re];
}

async function expectInOrder(): Promise<void> {
  expect(values(await engine.simulate({ deck: divider("in order") }), "v(b)")).toEqual([0.5]);
}

const voltageLoop = `loop
v1 a 0 1
v2 a 0 2
r1 a 0 1
.op
.end
`;

/** A source that contradicts itself: high when it is low. */
const noSolution = `unsolvable
b1 a 0 v=v(a)>0.5?0:1
r1 a 0 1k
.op
.end
`;

describe("an analysis that fails", () => {
  it("is a failure as the first deck of an engine's life, where the package would never settle", async () => {
    const fresh = createNgspiceEngine({ deadlineSeconds: 30 });
    const outcome = await fresh.simulate({ deck: voltageLoop });
    await fresh.close();
    expect(outcome).toMatchObject({ kind: "failed", reason: "singular" });
  });

  it("is a failure later, where the package would give the previous deck's numbers", async () => {
    await expectInOrder();
    expect(await engine.simulate({ deck: voltageLoop })).toMatchObject({
      kind: "failed",
      reason: "singular",
    });
    const unsolvable = await engine.simulate({ deck: noSolution });
    expect(unsolvable).toMatchObject({ kind: "failed", reason: "no-convergence" });
    await expectInOrder();
  });
});

/** A bridge rectifier whose tolerances lie below its rounding: the step becomes too small at 0.36 ms of 3. */
const givenUp = `given up
V1 a 0 sin(0 5 1k)
R1 a in 10
D1 in p dx
D2 0 p dx
D3 n in dx
D4 n 0 dx
C1 p n 1u
Rl p n 2k
R0 n 0 1meg
.model dx d(is=1e-14 rs=0.5 cjo=5p tt=2n)
.options reltol=1e-7 vntol=1e-10 abstol=1e-14
.tran 3u 3m 0 75n
.end
`;

it("a transient that is given up on the way is a failure, though it has points", async () => {
  const outcome = await engine.simulate({ deck: givenUp });
  expect(outcome).toMatchObject({ kind: "failed", reason: "no-convergence" });
  await expectInOrder();
});

it("a moment of a transient in the place of an operating point is a failure, which AC of linear circuits does not need", async () => {
  const deck = "inductor across a source\nv1 a 0 1 ac 1\nl1 a 0 1m\nr1 a 0 1k\n";
  const point = await engine.simulate({ deck: `${deck}.op\n.end\n` });
  expect(point).toMatchObject({ kind: "failed", reason: "singular" });
  const sweep = await engine.simulate({ deck: `${deck}.ac lin 1 1k 1k\n.end\n` });
  expect(sweep).toMatchObject({ kind: "ok" });
});

describe("a deck that cannot be read", () => {
  it.each([
    ["an unknown subcircuit", divider("deck", "x1 a b nosuch\n"), /nosuch/],
    ["an unknown model", divider("deck", "d1 a b nomodel\n"), /nomodel/],
    ["no analysis card", "deck\nv1 a 0 1\nr1 a 0 1\n.end\n", /no analysis/],
    ["an empty text", "", /no analysis/],
    ["a malformed card, which ngspice ignores", divider("deck", "r3 a\n"), /'r3 a'/],
    ["a resistor of 0 ohm, which ngspice replaces", divider("deck", "r3 b 0 0\n"), /r3/],
    ["a K between inductors that do not exist", divider("deck", "k1 l1 l2 0.5\n"), /k1/],
    [
      "an undefined parameter, about which ngspice asks a question",
      divider("deck", "r3 b 0 {nothing}\n"),
      /nothing|substitute/,
    ],
    [
      "a B source that is no expression, at which ngspice exits",
      divider("deck", "b1 b 0 v=\n"),
      /expression/,
    ],
    ["a .control block", divider("deck", ".control\nquit\n.endc\n"), /\.control/],
    ["a command in a *# comment", divider("deck", "*#quit\n"), /\*#/],
  ])("is rejected: %s", async (_, deck, message) => {
    const outcome = await engine.simulate({ deck });
    expect(outcome).toMatchObject({ kind: "failed", reason: "rejected-deck" });
    expect(outcome.kind === "failed" && `${outcome.explanation}\n${outcome.log}`).toMatch(message);
    await expectInOrder();
  });

  it("is rejected for a missing include, which kills the package for good", async () => {
    const outcome = await engine.simulate({ deck: divider("deck", ".include nowhere.lib\n") });
    expect(outcome).toMatchObject({
      kind: "failed",
      reason: "rejected-deck",
      explanation: expect.stringContaining("nowhere.lib"),
    });
    await expectInOrder();
  });

  it("is rejected for a command in an included file", async () => {
    const files = new Map([["part.lib", ".control\nquit\n.endc\n"]]);
    const outcome = await engine.simulate({ deck: divider("deck", ".include part.lib\n"), files });
    expect(outcome).toMatchObject({ kind: "failed", reason: "rejected-deck" });
  });
});

describe("a run that takes too long", () => {
  const endless = `endless
v1 a 0 ac 1
r1 a b 1
c1 b 0 1u
.ac lin 3000000 1 10
.end
`;

  it("ends at its deadline, and the engine goes on", async () => {
    const start = performance.now();
    const outcome = await engine.simulate({ deck: endless, deadlineSeconds: 0.5 });
    expect(outcome).toMatchObject({ kind: "failed", reason: "timeout" });
    expect(performance.now() - start).toBeLessThan(5000);
    await expectInOrder();
  });

  it("can be interrupted", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 300);
    const outcome = await engine.simulate({ deck: endless }, controller.signal);
    expect(outcome).toMatchObject({ kind: "failed", reason: "interrupted" });
    expect(await engine.simulate({ deck: divider("never") }, controller.signal)).toMatchObject({
      reason: "interrupted",
    });
    await expectInOrder();
  });
});

describe("a result", () => {
  it("holds every analysis of the deck, not the last alone", async () => {
    const deck = `Four Analyses
v1 a 0 dc 2 ac 1 sin(0 1 1k)
r1 a b 1k
c1 b 0 1u
.ac lin 3 100 200
.op
.tran 10u
+ 1m
.dc v1 0 1
+ 0.5
.ac dec 1 1 100
.end
`;
    const outcome = await engine.simulate({ deck });
    if (outcome.kind === "failed") throw new Error(outcome.explanation);
    const names = outcome.value.map(({ analysis }) => analysis);
    expect(names).toEqual([
      "AC Analysis",
      "Operating Point",
      "Transient Analysis",
      "DC transfer characteristic",
      "AC Analysis",
    ]);
    expect(outcome.value.map(({ variables }) => variables[0]!.re.length)).toEqual([
      3,
      1,
      expect.any(Number),
      3,
      3,
    ]);
    const sweep = outcome.value.find(({ analysis }) => analysis.startsWith("DC"))!;
    expect([...sweep.variables[0]!.re]).toEqual([0, 0.5, 1]);
    const [ac] = outcome.value as [Plot];
    expect(ac.variables[0]).toMatchObject({ name: "frequency", unit: "Hz" });
    expect(ac.variables[0]!.im).toBeUndefined();
    const out = ac.variables.find(({ name }) => name === "v(b)")!;
    const admittance = 2 * Math.PI * ac.variables[0]!.re[0]! * 1e-6 * 1e3;
    expect(out.re[0]).toBeCloseTo(1 / (1 + admittance ** 2), 12);
    expect(out.im![0]).toBeCloseTo(-admittance / (1 + admittance ** 2), 12);
    // ngspice gives titles back in lower case.
    expect(outcome.value[0]!.title).toBe("four analyses");
  });

  it("does not depend on an option interp or cshunt of a deck before", async () => {
    const deck = (options: string): string => `transient
v1 a 0 sin(0 1 1k)
r1 a b 1k
c1 b 0 1u
${options}.tran 10u 1m
.end
`;
    const clean = values(await engine.simulate({ deck: deck("") }), "v(b)");
    for (const option of ["interp", "acct\n+ interp", "cshunt=1u"]) {
      const changed = values(await engine.simulate({ deck: deck(`.options ${option}\n`) }), "v(b)");
      expect(changed).not.toEqual(clean);
      expect(values(await engine.simulate({ deck: deck("") }), "v(b)")).toEqual(clean);
    }
  });

  it("is binary whatever format the deck asks for", async () => {
    const outcome = await engine.simulate({ deck: divider("ascii", ".options filetype=ascii\n") });
    expect(values(outcome, "v(b)")).toEqual([0.5]);
  });

  it("includes the files it was given, also in folders, and leaves nothing of them behind", async () => {
    const files = new Map([["models/part.lib", ".subckt half a b\nr1 a b 1k\nr2 b 0 1k\n.ends\n"]]);
    const deck = "files\n.include models/part.lib\nv1 a 0 1\nx1 a b half\n.op\n.end\n";
    expect(values(await engine.simulate({ deck, files }), "v(b)")).toEqual([0.5]);
    expect(await engine.simulate({ deck })).toMatchObject({ kind: "failed", reason: "rejected-deck" });
    await expectInOrder();
  });

  it("finds the models that come with the package", async () => {
    const deck = "card\n.include modelcard.CMOS90\nm1 d d 0 0 N90 W=10u L=0.09u\ni1 0 d 1m\n.op\n.end\n";
    const [drain] = values(await engine.simulate({ deck }), "v(d)");
    expect(drain).toBeGreaterThan(0.2);
    expect(drain).toBeLessThan(1);
  });

  it("has no vector beside those of the circuit where there is only one", async () => {
    const outcome = await engine.simulate({ deck: "single\ni1 0 a 1\nr1 a 0 2\n.op\n.end\n" });
    expect(outcome.kind === "ok" && outcome.value[0]!.variables.map(({ name }) => name)).toEqual(["v(a)"]);
  });

  it("is the true operating point where default tolerances converge to a false one", async () => {
    const deck = `three stages
vdd vdd 0 3.93
vin g1 0 1.77
m1 d1 g1 s1 0 nm w=10u l=1u
r1 vdd d1 49306
rs1 s1 0 1032
m2 d2 d1 s2 0 nm w=20u l=1u
r2 vdd d2 16296
rs2 s2 0 562
m3 out d2 s3 0 nm w=50u l=1u
r3 vdd out 1555
rs3 s3 0 20169
.model nm nmos(vto=0.56 kp=4.18e-4 lambda=0.02 gamma=0.4 phi=0.7)
.op
.end
`;
    const lastStage = async (accuracy: "raised" | "as-written"): Promise<readonly [number, number]> => {
      const outcome = await engine.simulate({ deck, accuracy });
      const [source] = values(outcome, "v(s3)");
      const [drain] = values(outcome, "v(out)");
      return [source! / 20169, (3.93 - drain!) / 1555];
    };
    // Kirchhoff's current law at the third transistor: no current into its gate or bulk, so what leaves its source enters its drain.
    const [source, drain] = await lastStage("raised");
    expect(source).toBeGreaterThan(1e-4);
    expect(Math.abs(drain / source - 1)).toBeLessThan(1e-6);
    const [falseSource] = await lastStage("as-written");
    expect(Math.abs(falseSource)).toBeLessThan(1e-12);
  });

  it("comes back in order for requests made at the same time", async () => {
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map((volts) =>
        engine.simulate({ deck: `together\nv1 a 0 ${volts}\nr1 a 0 1\n.op\n.end\n` }),
      ),
    );
    expect(outcomes.map((outcome) => values(outcome, "v(a)")[0])).toEqual([1, 2, 3, 4]);
  });
});

it("prints nothing and is closed for good by close()", async () => {
  const own = createNgspiceEngine();
  await own.warmUp();
  await own.close();
  expect(await own.simulate({ deck: divider("closed") })).toMatchObject({
    kind: "failed",
    reason: "interrupted",
  });
});
