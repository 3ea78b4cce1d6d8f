import { describe, expect, it } from "vitest";
import { formatDeck } from "../../../src/experiment/deck/deck.ts";
import { setClock } from "../../../src/experiment/deck/deck-clock.ts";
import { formatStep, formatWaveform, layGrid } from "../../../src/experiment/deck/deck-grid.ts";
import { buildTransientDeck } from "../../../src/experiment/deck/transient-deck.ts";
import { buildWaveformDeck } from "../../../src/experiment/deck/waveform-deck.ts";
import { complexMatrix } from "../../../src/numeric/complex-matrix.ts";
import { transientOf } from "../../engine/model/run-transient.ts";
import { unwrap } from "../../engine/ngspice/ac-session.ts";
import { circuitFrom } from "../../engine/ngspice/circuit-from.ts";
import { writtenSlots } from "../../engine/ngspice/dc-check.ts";

describe("layGrid", () => {
  it("puts sample 0 where the steps before and after it are whole", () => {
    const rest = layGrid({ step: 2, count: 200 }, true);
    expect(rest.first).toBeCloseTo(7.92, 12);
    expect(rest.command).toMatch(/^tran 2 408\.9\d* 0 2 uic$/);
    const point = layGrid({ step: 2, count: 200 }, false);
    expect(point.first).toBeCloseTo(6.56, 12);
    expect(point.command).toMatch(/^tran 2 407\.5\d* 0 2$/);
  });

  it("runs on where few steps would make ngspice begin with smaller ones", () => {
    expect(layGrid({ step: 1, count: 10 }, true).command).toBe("tran 1 110 0 1 uic");
  });
});

describe("formatWaveform", () => {
  const grid = { step: 1, count: 4, startsAtRest: true, first: 4, command: "" };

  it("is the past until one step before sample 0, and again at the end", () => {
    expect(formatWaveform(grid, Float64Array.of(1, 2, 4, 8, 16), 7)).toBe(
      "pwl(time,0,7, 3,7, 4,1, 5,2, 6,4, 7,8, 8,16, 8.1250000000000000,16, 8.2500000000000000,7, 9,7)",
    );
  });

  it("leaves out the middle of constant stretches, and everything where there is nothing", () => {
    expect(formatWaveform(grid, Float64Array.of(0, 0, 0, 5, 5))).toMatch(
      /^pwl\(time,0,0, 3,0, 6,0, 7,5, 8,5, /,
    );
    expect(formatWaveform(grid, new Float64Array(5))).toBeUndefined();
  });

  it("has a unit step that is half done in sample 0", () => {
    expect(formatStep(grid)).toBe("pwl(time,0,0, 3,0, 4,0.5, 5,1, 6,1)");
  });
});

describe("setClock", () => {
  const grid = { step: 1, count: 4, startsAtRest: true, first: 4, command: "" };
  const written = (text: string, startsAtRest: boolean): string => {
    const circuit = circuitFrom(`${text}\nR1 a 0 1k\n.op`);
    const element = circuit.elements[0]!;
    if (element.kind !== "device") throw new Error("no device");
    const card = element.card.map((piece) =>
      typeof piece === "string" ? piece : "node" in piece ? `n${piece.node}` : "?",
    );
    return setClock(card, element.card, { ...grid, startsAtRest }).join("");
  };

  it("counts time from sample 0", () => {
    expect(written("B1 a 0 v='2*time'", false)).toBe("n1 n0 v='(2 * max(time - 4, 0))'");
  });

  it("has sources of time off before and half on in sample 0, devices off before", () => {
    expect(written("B1 a 0 v='2*time'", true)).toContain(
      "ternary_fcn(time > 4.5000000000000000, 1, ternary_fcn(time > 3.5000000000000000, 0.5, 0))*((2 * ",
    );
    expect(written("B1 a 0 i='v(a)^2'", true)).toContain("i='ternary_fcn(time > 3.5000000000000000, 1, 0)*(");
  });
});

describe("decks of transients", () => {
  const circuit = circuitFrom(`
V1 in 0 pulse(0 1 0 1u 1u 1u 5u)
I1 0 b 2m m=3
R1 in b 1k
C1 b 0 1n ic=0.5
L1 b c 1u ic=1m
E1 c 0 b in 3
.tran 1u 4u uic`);
  const slots = writtenSlots(circuit);
  const experiment = transientOf(circuit, { step: 1e-6, count: 4, probes: ["v(b)", "i(L1)"] });
  const drive = { before: 0.25, samples: Float64Array.of(1, 2, 3, 4, 5) };

  function linesAt(uic: boolean): readonly string[] {
    const grid = layGrid({ step: 1e-6, count: 4 }, uic);
    const deck = unwrap(buildTransientDeck(experiment, grid, new Map([[0, drive]]), "Title"));
    return formatDeck(deck, slots).split("\n");
  }

  it("put a waveform behind its source, and steps beside what else begins at t = 0", () => {
    const lines = linesAt(true);
    expect(lines).toContain("v0 n1 inner1 dc 0 ac 0 0");
    expect(lines.find((line) => line.startsWith("bv0"))).toMatch(/^bv0 inner1 0 v=pwl\(time,0,0\.250*, /);
    expect(lines).toContain("i1 0 n2 dc 0 ac 0 0");
    expect(lines).toContain("gi1 0 n2 step 0 0.0060000000000000001");
    expect(lines).toContain("ec3 inner2 0 step 0 0.50000000000000000");
    expect(lines).toContain("gl4 n2 n3 step 0 0.0010000000000000000");
    expect(lines.some((line) => line.startsWith("bstep0 step 0 v=pwl(time,"))).toBe(true);
    expect(lines.find((line) => line.startsWith(".options"))).toContain("trtol=1e9 method=trap");
  });

  it("keep constant sources and leave initial values alone where the run starts from an operating point", () => {
    const lines = linesAt(false);
    expect(lines).toContain("i1 0 n2 dc 0.0060000000000000001 ac 0 0");
    expect(lines).toContain("c3 n2 0 1.0000000000000001e-9");
    expect(lines.some((line) => line.includes(" step "))).toBe(false);
  });

  it("of nudges hold the transposed network with all sources off and a waveform at each probe", () => {
    const amplitudes = complexMatrix(2, 5);
    amplitudes.re.set([1, 0, 0, 0, 0, 0, 0, 2, 0, 0]);
    const grid = layGrid({ step: 1e-6, count: 4 }, true);
    const lines = formatDeck(unwrap(buildWaveformDeck(experiment, grid, amplitudes, "Title")), slots).split(
      "\n",
    );
    expect(lines).toContain("v0 n1 0 dc 0 ac 0 0");
    expect(lines).toContain("i1 0 n2 dc 0 ac 0 0");
    expect(lines).toContain("fe5 n2 n1 ve5 -3");
    expect(lines.find((line) => line.startsWith("bp0"))).toMatch(/^bp0 0 n2 i=pwl\(time,0,0, /);
    expect(lines.find((line) => line.startsWith("bp1"))).toMatch(/^bp1 inner\d+ n3 v=pwl\(time,0,0, /);
    expect(lines.some((line) => line.includes(" step "))).toBe(false);
  });
});
