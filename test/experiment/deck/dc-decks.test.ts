import { describe, expect, it } from "vitest";
import { buildDcDeck } from "../../../src/experiment/deck/dc-deck.ts";
import { planRows } from "../../../src/experiment/deck/dc-sweeps.ts";
import { type Deck, formatDeck } from "../../../src/experiment/deck/deck.ts";
import { replacedDevices } from "../../../src/experiment/deck/deck-refusals.ts";
import { buildFixtureDeck } from "../../../src/experiment/deck/fixture-deck.ts";
import { buildLinearDeck } from "../../../src/experiment/deck/linear-deck.ts";
import { formatBlocks, sweepBlocks } from "../../../src/experiment/deck/point-index.ts";
import { complexMatrix } from "../../../src/numeric/complex-matrix.ts";
import { unwrap } from "../../engine/ngspice/ac-session.ts";
import { circuitFrom } from "../../engine/ngspice/circuit-from.ts";
import { dcExperimentOf, writtenSlots } from "../../engine/ngspice/dc-check.ts";

const transistor = circuitFrom(`
Vcc vcc 0 12
Rc vcc c 2.2k
Rb vcc b 1meg
Q1 c b 0 qn
E1 o 0 c b 2
Ro o 0 1k
.model qn npn(bf=100)
.dc Vcc 9 12 1`);

function linesOf(deck: Deck, circuit = transistor): readonly string[] {
  return formatDeck(deck, writtenSlots(circuit)).split("\n");
}

describe("formatBlocks", () => {
  it("holds a value for three volts of the index, of which the last counts", () => {
    expect(formatBlocks([5, -1])).toBe("pwl(v(index1),0,5, 2,5, 3,-1, 5,-1)");
    expect(sweepBlocks(1, 2)).toBe("dc vindex1 3 8.5 1");
  });
});

describe("planRows", () => {
  const points = (...values: readonly (readonly number[])[]) =>
    values.map((row) => ({ overrides: row.map((value, slot) => ({ slot, value })) }));

  it("takes equal steps together, in either direction", () => {
    expect(planRows(points([0], [0.1], [0.2], [0.30000000000000004]))).toEqual([{ first: 0, count: 4 }]);
    expect(planRows(points([2], [1], [0]))).toEqual([{ first: 0, count: 3 }]);
  });

  it("begins anew behind a step of another size and with every value of a second sweep", () => {
    expect(planRows(points([0], [1], [2], [2.5]))).toEqual([
      { first: 0, count: 3 },
      { first: 3, count: 1 },
    ]);
    expect(planRows(points([0, 7], [1, 7], [0, 8], [1, 8]))).toEqual([
      { first: 0, count: 2 },
      { first: 2, count: 2 },
    ]);
  });

  it("takes the one point of .op by itself", () => {
    expect(planRows([{ overrides: [] }])).toEqual([{ first: 0, count: 1 }]);
  });
});

describe("buildDcDeck", () => {
  const experiment = dcExperimentOf(transistor, ["v(c)", "i(Vcc)"]);

  it("drives what is swept by the index", () => {
    const deck = unwrap(buildDcDeck(experiment, experiment.quantities, undefined, "Title"));
    const lines = linesOf(deck);
    expect(lines).toContain("vindex1 index1 0 dc 0");
    expect(lines).toContain("v0 n1 inner1 dc 0 ac 0 0");
    expect(lines).toContain("bv0 inner1 0 v=1*pwl(v(index1),0,9, 2,9, 3,10, 5,10, 6,11, 8,11, 9,12, 11,12)");
    expect(deck.blocksPerPoint).toBe(1);
  });

  it("turns nudges on in every second block", () => {
    const amplitudes = complexMatrix(2, 4);
    amplitudes.re.set([1, 2, 3, 4, 0, 0, 5, 0]);
    const lines = linesOf(unwrap(buildDcDeck(experiment, experiment.quantities, amplitudes, "Title")));
    const [current, voltage] = ["bp0", "bp1"].map((name) => lines.find((line) => line.startsWith(name)));
    expect(current).toMatch(/^bp0 0 n2 i=pwl\(v\(index1\),0,0, 2,0, 3,1, 5,1, 6,0, 8,0, 9,2, 11,2/);
    expect(voltage).toMatch(/^bp1 inner\d+ 0 v=pwl\(v\(index1\),0,0.* 15,5, 17,5, 18,0/);
  });
});

describe("buildFixtureDeck", () => {
  it("hangs a copy of the device for each of its terminals but one on sources that hold its nodes", () => {
    const devices = unwrap(replacedDevices(transistor));
    expect(devices).toMatchObject([{ reference: 0, terminals: [2, 3], controls: [] }]);
    const deck = buildFixtureDeck(transistor, devices, "Title");
    const lines = linesOf(deck);
    const copies = lines.filter((line) => line.startsWith("q"));
    expect(copies).toHaveLength(2);
    expect(copies.every((line) => line.endsWith(" 0 mod0"))).toBe(true);
    expect(lines.filter((line) => line.endsWith("ac -1"))).toHaveLength(2);
    expect(deck.biases.map(({ quantity }) => quantity)).toEqual([
      { kind: "node", node: 2 },
      { kind: "node", node: 3 },
    ]);
    expect(deck.matrices[0]).toHaveLength(2);
    const [first] = deck.biases;
    expect(deck.names.translate(`trouble with ${first!.device}`)).toBe("trouble with c");
  });

  it("leaves the branch of a voltage law open", () => {
    const circuit = circuitFrom("V1 a 0 1\nR1 a 0 1k\nB1 b 0 v='v(a)*i(V1)'\nR2 b 0 1k\n.op");
    const devices = unwrap(replacedDevices(circuit));
    expect(devices).toMatchObject([{ reference: 0, terminals: [1], controls: [0], branch: [2, 0] }]);
    const deck = buildFixtureDeck(circuit, devices, "Title");
    expect(deck.matrices[0]).toHaveLength(1);
    expect(deck.matrices[0]![0]).toHaveLength(2);
    expect(deck.currents).toEqual([[]]);
    const copies = linesOf(deck, circuit).filter((line) => /^b\d+ inner\d+ 0 v=/.test(line));
    expect(copies).toHaveLength(2);
  });
});

describe("buildLinearDeck", () => {
  const experiment = dcExperimentOf(transistor, ["v(o)"]);
  const devices = unwrap(replacedDevices(transistor));

  it("writes devices as the transpose of their matrices, to be altered in place", () => {
    const deck = unwrap(buildLinearDeck(experiment, devices, { kind: "gains" }, "Title"));
    const lines = linesOf(deck);
    // Row c (n2), columns c and b (n3); then row b.
    expect(lines.filter((line) => line.startsWith("gy"))).toEqual([
      "gy1 n2 0 n2 0 0",
      "gy2 n3 0 n2 0 0",
      "gy3 n2 0 n3 0 0",
      "gy4 n3 0 n3 0 0",
    ]);
    expect(lines).toContain("ve4 n4 0 dc 0 ac 0 0");
    expect(lines).toContain("fe4 n2 n3 ve4 -2");
    expect(lines.some((line) => line.startsWith("q") || line.startsWith(".model"))).toBe(false);
    expect(deck.gains[0]![0]!.map(({ device }) => device)).toEqual(["gy1", "gy2"]);
  });

  it("or as tables over the frequencies that stand for the points", () => {
    const form = { kind: "tables", matrices: [[[[1, 2]]], [[[3, 4]]]], spacing: 1e-9 } as const;
    const one = [{ ...devices[0]!, terminals: [2] as const, controls: [] }];
    const lines = linesOf(unwrap(buildLinearDeck(experiment, one, form, "Title")));
    expect(lines.find((line) => line.startsWith("by1"))).toMatch(
      /^by1 n2 0 i=v\(n2,0\)\*pwl\(hertz,-2\.5\d*e-10,1, 1\.25\d*e-9,1, 1\.75\d*e-9,3, 2\.25\d*e-9,3\)$/,
    );
  });
});
