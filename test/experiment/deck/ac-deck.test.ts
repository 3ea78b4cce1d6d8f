import { describe, expect, it } from "vitest";
import type { Circuit } from "../../../src/circuit/circuit.ts";
import { type AcDeckVariant, buildAcDeck } from "../../../src/experiment/deck/ac-deck.ts";
import { formatDeck } from "../../../src/experiment/deck/deck.ts";
import type { AcExperiment } from "../../../src/experiment/experiment.ts";
import { complexMatrix } from "../../../src/numeric/complex-matrix.ts";
import { circuitOf, slotsOf } from "../../circuit-builder.ts";
import { allQuantities, probeOf } from "../../engine/model/run-phases.ts";

const plain: AcDeckVariant = { transposed: false, terminated: false };

function experimentOf(circuit: Circuit, probes: readonly string[] = []): AcExperiment {
  const span = { source: circuit.sources[0]!, start: 0, end: 0 };
  const grid = { variation: "lin", points: 3, from: 1, to: 3 } as const;
  return {
    kind: "ac",
    circuit,
    analysis: { kind: "ac", ...grid, span },
    grids: [grid],
    frequencies: Float64Array.of(1, 2, 3),
    probes: probes.map((text) => probeOf(circuit, text)),
    quantities: allQuantities(circuit),
  };
}

function deckOf(circuit: Circuit, variant: AcDeckVariant, probes: readonly string[] = []) {
  const deck = buildAcDeck(experimentOf(circuit, probes), variant, "Title");
  if (deck.kind === "failed") throw new Error(deck.explanation);
  const lines = formatDeck(deck.value, slotsOf(circuit)).split("\n");
  return { deck: deck.value, lines };
}

describe("buildAcDeck", () => {
  const filter = circuitOf(
    "Vin in 0 5 ac 2 30\nRs in x1.a 50\nL1 x1.a out 1m\nL2 out 0 2m\nKx L1 L2 0.5\nC1 out 0 1n\nI1 0 out ac 3",
  );

  it("writes short names, sources switched off, and values in place", () => {
    const { lines, deck } = deckOf(filter, plain);
    expect(lines.slice(0, 8)).toEqual([
      "title",
      "v0 n1 0 dc 0 ac 0 0",
      "r1 n1 n2 50",
      "l2 n2 n3 0.0010000000000000000",
      "l3 n3 0 0.0020000000000000000",
      "k4 l2 l3 0.50000000000000000",
      "c5 n3 0 1.0000000000000001e-9",
      "i6 0 n3 dc 0 ac 0 0",
    ]);
    expect(lines.slice(-2)).toEqual([".end", ""]);
    expect(deck.ownSources.map(({ device }) => device)).toEqual(["v0", "i6"]);
    expect(deck.alterable.map(({ device }) => device)).toEqual(["r1", "l2", "l3", "k4", "c5"]);
    expect(deck.fixedSlots).toEqual([]);
    expect(deck.vectors).toEqual([undefined, "v(n1)", "v(n2)", "v(n3)", "i(v0)", "i(l2)", "i(l3)"]);
  });

  it("puts a nudge where each probe is", () => {
    const { lines, deck } = deckOf(filter, plain, ["v(out)", "v(in,out)", "i(L2)", "i(Vin)"]);
    expect(deck.nudges.map(({ device }) => device)).toEqual(["ip0", "ip1", "vp2", "v0"]);
    // 1 A out of the negative into the positive node; 1 V in series, positive at the element's positive side.
    expect(lines).toContain("ip0 0 n3 dc 0 ac 0 0");
    expect(lines).toContain("ip1 n3 n1 dc 0 ac 0 0");
    expect(lines).toContain("l3 n3 inner1 0.0020000000000000000");
    expect(lines).toContain("vp2 inner1 0 dc 0 ac 0 0");
  });

  const controlled = circuitOf(
    "Vs a b\nG1 p n cp cn 2\nE1 p n cp cn 3\nF1 p n Vs 4\nF2 c 0 Vs 5\nH1 p n Vs 6\nR1 a b 1\nR2 cp cn 1\nR3 p n 1\nR4 c 0 1",
  );
  const node = (name: string): string => `n${controlled.findNode(name)}`;
  const [a, b, p, n, cp, cn, c] = ["a", "b", "p", "n", "cp", "cn", "c"].map(node);

  it("writes controlled sources as they stand", () => {
    const { lines } = deckOf(controlled, plain);
    expect(lines.slice(1, 7)).toEqual([
      `v0 ${a} ${b} dc 0 ac 0 0`,
      `g1 ${p} ${n} ${cp} ${cn} 2`,
      `e2 ${p} ${n} ${cp} ${cn} 3`,
      `f3 ${p} ${n} v0 4`,
      `f4 ${c} 0 v0 5`,
      `h5 ${p} ${n} v0 6`,
    ]);
  });

  it("writes them transposed, those that read one source in series in its place", () => {
    const { lines, deck } = deckOf(controlled, { transposed: true, terminated: false }, [
      "i(E1)",
      "i(H1)",
      "i(Vs)",
    ]);
    expect(lines.slice(1, 9)).toEqual([
      `v0 ${a} inner1 dc 0 ac 0 0`,
      `ef3 inner1 inner2 ${p} ${n} -4`,
      `ef4 inner2 inner3 ${c} 0 -5`,
      `hh5 inner3 ${b} vh5 6`,
      `g1 ${cp} ${cn} ${p} ${n} 2`,
      `ve2 ${p} ${n} dc 0 ac 0 0`,
      `fe2 ${cp} ${cn} ve2 -3`,
      `vh5 ${p} ${n} dc 0 ac 0 0`,
    ]);
    // The stand-ins are nudged themselves, and their currents are λ of the branch rows.
    expect(deck.nudges.map(({ device }) => device)).toEqual(["ve2", "vh5", "v0"]);
    expect(deck.vectors.slice(-3)).toEqual(["i(v0)", "i(ve2)", "i(vh5)"]);
  });

  it("terminates ports: a source across one stands behind z0, others get a Norton drive", () => {
    const twoPort = circuitOf("V1 0 in ac 1\nR1 in out 10", {
      ports: [
        { positive: "in", z0: 50 },
        { positive: "out", z0: 75 },
      ],
    });
    const { lines, deck } = deckOf(twoPort, { transposed: false, terminated: true });
    expect(lines.slice(1, 6)).toEqual([
      "rt1 n2 0 75",
      "it1 0 n2 dc 0 ac 0 0",
      "v0 0 inner1 dc 0 ac 0 0",
      "rt0 inner1 n1 50",
      "r1 n1 n2 10",
    ]);
    expect(deck.portDrives).toEqual([
      { device: "v0", magnitude: -2, phase: 0 },
      { device: "it1", magnitude: 2 / 75, phase: 0 },
    ]);
  });

  it("writes an injection as tables over the frequency, and none where it is 0", () => {
    const injected = complexMatrix(2, 3);
    injected.re.set([1, 2, 3]);
    injected.im.set([0, -1, 0]);
    const { lines, deck } = deckOf(filter, { ...plain, injected }, ["v(out)", "v(in)"]);
    expect(lines).toContain("bp0 0 n3 i=v(u0)*pwl(hertz,1,1, 2,2, 3,3) + v(w0)*pwl(hertz,1,0, 2,-1, 3,0)");
    expect(lines.filter((line) => line.startsWith("bp1"))).toEqual([]);
    expect(deck.injectionUnits).toEqual([
      [
        { device: "vu0", magnitude: 1, phase: 0 },
        { device: "vw0", magnitude: 1, phase: 90 },
      ],
    ]);
  });

  it("continues long cards", () => {
    const injected = complexMatrix(1, 3);
    injected.re.set([Math.PI, Math.E, Math.SQRT2]);
    const wide = { ...experimentOf(filter, ["v(out)"]), frequencies: Float64Array.of(1, 2, 3) };
    const grid = { variation: "lin", points: 200, from: 1, to: 200 } as const;
    const amplitudes = complexMatrix(1, 200);
    amplitudes.re.fill(Math.PI);
    const deck = buildAcDeck(
      { ...wide, grids: [grid], frequencies: Float64Array.from({ length: 200 }, (_, k) => k + 1) },
      { ...plain, injected: amplitudes },
      "t",
    );
    if (deck.kind === "failed") throw new Error(deck.explanation);
    const text = formatDeck(deck.value, slotsOf(filter));
    expect(Math.max(...text.split("\n").map(({ length }) => length))).toBeLessThan(520);
    expect(text.replaceAll("\n+ ", "").match(/,3\.14159265358979\d+/g)!.length).toBe(200);
  });

  it("says what a message of the simulator means", () => {
    const { deck } = deckOf(filter, { transposed: false, terminated: false }, ["i(L2)"]);
    expect(deck.names.translate("singular matrix: check nodes n2 and v0#branch")).toBe(
      "singular matrix: check nodes x1.a and the current of Vin",
    );
    expect(deck.names.translate("check node vp0#branch, 12 v99")).toBe(
      "check node the current of the nudge of L2, 12 v99",
    );
    expect(deck.names.mentions("Timestep too small")).toBe(false);
  });
});
