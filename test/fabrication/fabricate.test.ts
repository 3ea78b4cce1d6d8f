import { afterAll, describe, expect, test } from "vitest";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import { fabricate } from "../../src/fabrication/fabricate.ts";
import type { Fabrication } from "../../src/fabrication/fabrication.ts";
import type { FabricationOptions } from "../../src/fabrication/fabrication-options.ts";
import { billMaterials } from "../../src/fabrication/output/bill-of-materials.ts";
import { train } from "../../src/training/train.ts";
import { verifyNetlist } from "../../src/training/verify-netlist.ts";
import { compileNetlist, readGallery } from "../netlists/gallery.ts";
import { hasNativeNgspice, nativeSimulator } from "../netlists/run-native.ts";
import { compileText, expectOk } from "./fixture.ts";

const ngspice = createNgspiceEngine();
afterAll(() => ngspice.close());

const fabricateText = async (text: string, options: Partial<FabricationOptions> = {}): Promise<Fabrication> =>
  expectOk(await fabricate(compileText(text), { engines: [createModelEngine()], samples: 0, ...options }));

async function fabricateGallery(
  name: string,
  lines: string,
  options: Partial<FabricationOptions> = {},
): Promise<Fabrication & { readonly before: string }> {
  const { source } = readGallery().find((netlist) => netlist.name === name)!;
  const engine = createModelEngine();
  const trained = expectOk(await train(compileNetlist(source), { engine }));
  const before = trained.text.replace(/^\.end$/m, `${lines}\n.end`);
  const compilation = compileNetlist({ name: source.name, text: before });
  const result = expectOk(
    await fabricate(compilation, { engines: [engine], verifier: ngspice, samples: 0, ...options }),
  );
  return { ...result, before };
}

/** Lines that differ, as [before, after]. */
function changedLines(before: string, after: string): readonly (readonly [string, string])[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  expect(now.length).toBe(old.length);
  return old.flatMap((line, n) => (line === now[n] ? [] : [[line, now[n]!] as const]));
}

const lowPass = `RC low-pass
V1 in 0 dc 0 ac 1
R1 in out 1.6k ; @train min=1k
C1 out 0 1.013nF tc1=100u
Rl out 0 100k
.ac dec 5 1k 1meg
* @train C1
* @goal mag(v(out)) = 1/sqrt(1+(f/98.7k)^2) tol=0.02
.end
`;

describe("the emitted netlist", () => {
  test("differs in the chosen values only, written in the style they were", async () => {
    const { text, values } = await fabricateText(lowPass);
    const [r, c] = values.map(({ after }) => after);
    expect(
      changedLines(lowPass, text).every(
        ([before, after]) => before.split(" ").length === after.split(" ").length,
      ),
    ).toBe(true);
    expect(text).toMatch(/^R1 in out \S+k ; @train min=1k$/m);
    expect(text).toMatch(/^C1 out 0 \S+[np]F tc1=100u$/m);
    const again = compileText(text).circuit;
    expect(again.trainables.map(({ start }) => start)).toEqual([r, c]);
  });

  test.each([
    ["filters/butterworth-7", ""],
    ["filters/m-derived", "* @fabricate L* max=100m"],
    ["active/linkwitz-riley-4", ""],
    ["matching/diplexer", ""],
    ["active/gyrator-highpass", ""],
  ])("%s costs in ngspice what is said", { timeout: 60_000 }, async (name, lines) => {
    const { cost, verification, remarks } = await fabricateGallery(name, lines);
    expect(verification!.cost).toBeCloseTo(cost.chosen, 9);
    expect(Math.abs(verification!.cost - cost.chosen)).toBeLessThanOrEqual(
      1e-6 * Math.max(cost.chosen, 1e-9),
    );
    expect(cost.chosen).toBeLessThanOrEqual(cost.nearest!);
    expect(remarks.filter((remark) => remark.includes("fresh"))).toEqual([]);
  });

  test.skipIf(!hasNativeNgspice).each([
    ["filters/lc-lowpass", { pairs: 2 }],
    ["filters/twin-t-notch", {}],
    ["active/linkwitz-riley-4", {}],
    ["audio/crossover", { method: "nearest" as const }],
  ])(
    "%s costs in the native ngspice what is said (skipped without it)",
    { timeout: 60_000 },
    async (name, options) => {
      const { text, cost, compilation } = await fabricateGallery(name, "", options);
      const source = { name: compilation.source.name, text };
      const native = expectOk(await verifyNetlist(source, compilation.host, nativeSimulator));
      expect(native.cost / cost.chosen).toBeCloseTo(1, 6);
    },
  );

  test("expressions give way to numbers; a number inside a subcircuit serves all its instances", async () => {
    const text = `values by parameters
.param f0=10k r0=1k
V1 in 0 ac 1
R1 in a {r0}
C1 a 0 {1/(6.2832*f0*r0)}
X1 a b sec
X2 b out sec
.subckt sec p q
R2 p q 3.3k
C2 q 0 4.7n
.ends
.ac dec 5 100 100k
* @train param:f0 param:r0 sec.R2
* @goal mag(v(out)) = 0.5 at 5k
.end
`;
    const { values, text: after, components } = await fabricateText(text);
    expect(values.map(({ name, parts }) => [name, parts])).toEqual([
      ["param:r0", 1],
      ["C1", 1],
      ["sec.R2", 2],
    ]);
    expect(after).toMatch(/^C1 a 0 \d+(\.\d+)?[pn]$/m);
    expect(after).toMatch(/^R1 in a {r0}$/m);
    const bill = billMaterials(components.components);
    expect(bill.find(({ designators }) => designators.includes("X1_R2"))!.quantity).toBe(2);
  });

  test("a second part is a card of its own with the first one's parameters", async () => {
    // Unloaded, 98.2 kHz is exactly 1.013 nF: between two values of E12.
    const netlist = lowPass.replace(" ; @train min=1k", "").replace("100k", "1g").replace("98.7k", "98.195k");
    const { text, values, cost } = await fabricateText(netlist, { pairs: 2 });
    const pairs = values.filter(({ pair }) => pair !== undefined);
    expect(pairs.length).toBeGreaterThan(0);
    for (const { name, pair, after } of pairs) {
      const [a, b] = pair!.values;
      const adds = pair!.form === "series" ? name.startsWith("R") : name.startsWith("C");
      expect(after).toBeCloseTo(adds ? a + b : (a * b) / (a + b), 15);
    }
    if (pairs.some(({ name }) => name === "C1")) expect(text).toMatch(/^C1b out 0 \S+ tc1=100u$/m);
    const single = await fabricateText(netlist);
    expect(cost.chosen).toBeLessThan(0.9 * single.cost.chosen);
    // What was compiled is what was emitted.
    const { circuit } = compileText(text);
    expect(circuit.elements.filter(({ kind }) => kind === "resistor" || kind === "capacitor").length).toBe(
      3 + pairs.length,
    );
  });

  test("coils of a coupling are not split, nor is what a goal asks the current of", async () => {
    const text = `coupled coils and an observed current
I1 0 a ac 1m
R1 a 0 3.07k
L1 a 0 2.31u
C1 a 0 103.3p
L2 b 0 2.31u
R2 b 0 3.07k
K1 L1 L2 0.2
.ac lin 21 9meg 12meg
* @train L1 R1 C1
* @goal mag(i(R1)) = 0.7m
* @goal mag(v(b)) = 0.5
.end
`;
    const { values } = await fabricateText(text, { pairs: 5 });
    expect(values.filter(({ pair }) => pair !== undefined).map(({ name }) => name)).not.toContain("L1");
    expect(values.filter(({ pair }) => pair !== undefined).map(({ name }) => name)).not.toContain("R1");
  });
});

describe("what cannot be done is said", () => {
  test.each([
    [
      "differing values from one text",
      lowPass
        .replace(
          "C1 out 0 1.013nF tc1=100u",
          ".param c=1n\nX1 out s c=1n\nX2 out s c=2n\n.subckt s a c=1n\nC1 a 0 {2*c+param1}\n.ends\n.param param1=1p",
        )
        .replace("@train C1", "@train param:param1"),
      /have their values from one text, and they differ/,
    ],
    ["no goal", lowPass.replace(/.*@goal.*\n/, ""), /there is no goal to judge values by/],
    [
      "nothing to choose",
      "t\nV1 in 0 ac 1\nE1 out 0 in 0 2\nR1 out 0 1k\n.ac lin 1 1k 1k\n* @train E1\n* @goal mag(v(out)) = 1\n.end\n",
      /there is no part to choose/,
    ],
  ])("%s", async (_, text, message) => {
    const result = await fabricate(compileText(text), { engines: [createModelEngine()], samples: 0 });
    expect(result.kind === "failed" && result.explanation).toMatch(message);
  });

  test("every part that cannot be had, at once", async () => {
    const text = lowPass.replace("1.6k", "1.6m").replace("min=1k", "min=1u").replace("1.013nF", "1.013mF");
    const result = await fabricate(compileText(text), { engines: [createModelEngine()], samples: 0 });
    expect(result.kind === "failed" && result.explanation.split("\n")).toEqual([
      expect.stringMatching(/^R1 wants 1.6 mOhm, below/),
      expect.stringMatching(/^C1 wants 1.013 mF, above/),
    ]);
  });
});

describe("rules of the netlist", () => {
  test("series, range and `any` by part; an untrained part moves to a neighbour only", async () => {
    const rules = "* @fabricate R1 series=E3\n* @fabricate C1 series=any\n* @fabricate Rl series=E6 tol=20%";
    const { values } = await fabricateText(
      lowPass.replace("Rl out 0 100k", "Rl out 0 120k").replace(".end", `${rules}\n.end`),
    );
    const find = (name: string) => values.find((value) => value.name === name)!;
    expect([1000, 2200, 470, 4700]).toContain(find("R1").after);
    expect(find("C1").stock).toBe("made to value");
    expect([100e3, 150e3]).toContain(find("Rl").after);
    expect(find("Rl").tolerance).toBe(0.2);
  });

  test("a lone tolerance on an untrained part made to value keeps the value", async () => {
    const rule = "* @fabricate Rl series=any tol=2%";
    const { values } = await fabricateText(lowPass.replace(".end", `${rule}\n.end`));
    expect(values.find(({ name }) => name === "Rl")).toMatchObject({
      before: 100e3,
      after: 100e3,
      tolerance: 0.02,
    });
  });
});

test("parasitics are simulated and re-trained with, and not emitted", { timeout: 30_000 }, async () => {
  const ideal = await fabricateGallery("filters/butterworth-7", "");
  const real = await fabricateGallery("filters/butterworth-7", "* @fabricate L* q=25 qf=10meg");
  expect(real.text.match(/^[RLC]\w+ .*$/gm)!.length).toBe(ideal.text.match(/^[RLC]\w+ .*$/gm)!.length);
  // Lossy coils miss the pass band that the trained values kept.
  expect(ideal.cost.unsnapped).toBe(0);
  expect(real.cost.unsnapped).toBeGreaterThan(1e-6);
  expect(real.cost.chosen).toBeLessThan(real.cost.nearest!);
});

test("robust: the expected cost under tolerance falls, judged by other specimens", {
  timeout: 60_000,
}, async () => {
  const options = { samples: 400, seed: 5 };
  const plain = await fabricateGallery("filters/butterworth-7", "", options);
  const robust = await fabricateGallery("filters/butterworth-7", "", { ...options, robust: 16 });
  expect(robust.tolerance!.cost.mean).toBeLessThan(0.5 * plain.tolerance!.cost.mean);
  expect(robust.tolerance!.yield!.low).toBeGreaterThan(plain.tolerance!.yield!.high);
  expect(robust.expected!.chosen).toBeLessThan(robust.expected!.nearest!);
});

describe("temperature", () => {
  test("tc1 counts as the simulator counts it: C + 100 ppm per kelvin", async () => {
    const single = lowPass
      .replace("tc1=100u", "tc1=10m")
      .replace(" ; @train min=1k", "")
      .replace(/= 1\/sqrt.*$/m, "= 0.5 at 98.7k");
    const { temperatures, values, remarks } = await fabricateText(single, { temperatures: [27, 77] });
    const c = values[0]!.after * 1.5;
    const admittance = { re: 1 / 1600 + 1e-5, im: 2 * Math.PI * 98.7e3 * c };
    const v = 1 / 1600 / Math.hypot(admittance.re, admittance.im);
    expect(temperatures[1]!.cost).toBeCloseTo(0.5 * (v - 0.5) ** 2, 12);
    expect(temperatures[0]!.cost).not.toBeCloseTo(temperatures[1]!.cost, 6);
    expect(remarks).toEqual([]);
  });

  test("a deck without coefficients is told so", async () => {
    const { remarks } = await fabricateText(lowPass.replace(" tc1=100u", ""), { temperatures: [85] });
    expect(remarks.join()).toMatch(/no element has a coefficient/);
  });
});

test("stress in closed form, with a warning where a rating is passed", async () => {
  const rated = lowPass.replace(".end", "* @fabricate R1 power=1u\n* @fabricate C1 voltage=3\n.end");
  const { stress, values } = await fabricateText(rated, { drive: 2 });
  const [r, c] = values.map(({ after }) => after) as [number, number];
  const conductance = 1 / r + 1e-5;
  const f = 1e6;
  const out = 2 / r / Math.hypot(conductance, 2 * Math.PI * f * c);
  const of = (part: string) => stress.find((one) => one.part === part)!;
  // The resistor sees most at the top of the sweep.
  const phase = Math.atan2(2 * Math.PI * f * c, conductance);
  const across = Math.hypot(2 - out * Math.cos(phase), out * Math.sin(phase));
  expect(of("R1").voltage).toBeCloseTo(across, 6);
  expect(of("R1").power).toBeCloseTo(across ** 2 / (2 * r), 9);
  expect(of("R1").warnings[0]).toMatch(/R1 sees .* in \.ac, more than the power of 1 µW/);
  expect(of("C1").voltage).toBeCloseTo(2 / r / Math.hypot(conductance, 2 * Math.PI * 1e3 * c), 9);
  expect(of("C1").warnings).toEqual([]);
});

test("what parasitics undo is not blamed on the training", async () => {
  // 1/(2 pi f RC) is -36 dB at 100 kHz; with 50 ohm in the capacitor it stays above 50/1050, -26 dB.
  const filter = `RC
V1 in 0 ac 1
R1 in out 1k
C1 out 0 100n
.ac dec 5 1k 100k
* @train R1 C1
* @goal stop: db(v(out)) <= -30 at 100k
.end
`;
  expect((await fabricateText(filter)).remarks).toEqual([]);
  const { remarks } = await fabricateText(filter.replace(".end", "* @fabricate C1 esr=50\n.end"));
  expect(remarks.join()).toMatch(/^with the parasitics of its parts .* take its cost from [\d.]+ to 0$/);
  const untrained = await fabricateText(filter.replace("1k\nC1", "200\nC1"));
  expect(untrained.remarks.join()).toMatch(/run tellegen train first/);
});

test("nothing is said of stress where no source drives the sweep", async () => {
  const ports = lowPass
    .replace(/^V1.*$/m, "* @port 1 in\n* @port 2 out")
    .replace(/^\* @goal.*$/gm, "* @goal db(s(2,1)) >= -6.1 at 1k")
    .replace(/^R2.*$/m, "");
  expect(compileText(ports).circuit.analyses.map(({ kind }) => kind)).toEqual(["ac"]);
  expect((await fabricateText(ports)).stress).toEqual([]);
  const beside = ports.replace(".end", "Vb b 0 2\nRb b 0 1k\n.op\n.end");
  const { stress } = await fabricateText(beside);
  expect(new Set(stress.map(({ analysis }) => analysis))).toEqual(new Set(["op"]));
  expect(stress.find(({ part }) => part === "Rb")).toMatchObject({ voltage: 2, power: 4e-3 });
});

test("quantities of the bill add up to the netlist, each part once", { timeout: 30_000 }, async () => {
  const { components, text } = await fabricateGallery("filters/crystal-ladder", "", { pairs: 1 });
  const bill = billMaterials(components.components);
  const total = bill.reduce((sum, { quantity }) => sum + quantity, 0);
  const top = text.replace(/\.subckt[\s\S]*?\.ends.*\n/, "");
  expect(total).toBe(top.match(/^[rclx]\w* /gim)!.length);
  const designators = bill.flatMap((line) => line.designators);
  expect(new Set(designators).size).toBe(total);
  expect(bill.find(({ kind }) => kind === "subcircuit")).toMatchObject({ quantity: 4, value: "xtal" });
  expect(components.omitted.map(({ name }) => name)).toEqual(["V1"]);
});
