import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/circuit/analysis.ts";
import { simulateModel } from "../../../src/engine/model/simulate-model.ts";
import { circuitOf } from "../../circuit-builder.ts";
import { nativeMissing, runNative } from "../native-ngspice.ts";

const span = { source: { name: "test", text: "" }, start: 0, end: 0 };
const sweep: Analysis = { kind: "ac", variation: "dec", points: 7, from: 10, to: 3e7, span };

const decks: Readonly<Record<string, string>> = {
  "ladder with a coupled pair": `
    V1 in 0 dc 1 ac 1 30
    R1 in a 50
    L1 a b 2u
    C1 b 0 3n
    L2 c 0 5u
    K1 L1 L2 0.6
    R2 b 0 75
    R3 c 0 120`,
  "three coupled inductors that no energy could be given for": `
    V1 in 0 dc 1 ac 1
    R1 in a 10
    L1 a 0 1m
    L2 b 0 2m
    L3 c 0 3m
    K1 L1 L2 0.9
    K2 L2 L3 0.9
    K3 L1 L3 -0.5
    R2 b 0 100
    R3 c 0 100`,
  "a negative inductance in a coupled pair": `
    V1 in 0 dc 1 ac 1
    R1 in a 50
    L1 a 0 -2u
    L2 c 0 5u
    K1 L1 L2 0.6
    R3 c 0 120`,
  "every controlled source": `
    V1 in 0 dc 1 ac 1 30
    I1 0 d dc 1m ac 1m
    R1 in a 50
    C1 a 0 3n
    L1 a b 2u
    R2 b 0 75
    C2 d 0 1n
    R3 d b 300
    E1 e 0 b d 1.7
    R4 e f 220
    V2 f g dc 0
    R5 g 0 330
    G1 d 0 f b 4m
    F1 a 0 V2 0.8
    H1 h b V2 40
    R6 h 0 90`,
  "state-variable filter of ideal amplifiers": `
    V1 in 0 dc 1 ac 1
    R1 in s 10k
    R2 lp s 10k
    R3 hp s 10k
    R4 bp t 30k
    R5 t 0 10k
    E1 hp 0 t s 1e5
    R6 hp u 10k
    C1 u bp 1n
    E2 bp 0 0 u 1e5
    R7 bp w 10k
    C2 w lp 1n
    E3 lp 0 0 w 1e5`,
};

describe.skipIf(nativeMissing)("the model engine against the native ngspice", () => {
  for (const [name, deck] of Object.entries(decks)) {
    for (const [card, analysis] of [
      [".ac dec 7 10 3e7", sweep],
      [".op", { kind: "op", span }],
      [".dc V1 -1 2 0.5", { kind: "dc", sweeps: [{ element: 0, from: -1, to: 2, step: 0.5 }], span }],
    ] as const) {
      it(`${name}: ${card}`, () => {
        const plot = simulateModel(circuitOf(deck.replaceAll("dc ", "")), analysis);
        if (plot.kind === "failed") throw new Error(plot.explanation);
        const native = runNative(deck, card);
        const compared = plot.value.variables.filter((variable) => {
          const key = variable.name.endsWith("-sweep") ? `v(${variable.name})` : variable.name;
          const witness = native.get(key) ?? native.get(variable.name);
          expect(witness, variable.name).toBeDefined();
          expect(variable.re.length).toBe(witness!.re.length);
          const largest = Math.max(...witness!.re.map((re, k) => Math.hypot(re, witness!.im[k]!)));
          variable.re.forEach((re, k) => {
            const error = Math.hypot(re - witness!.re[k]!, (variable.im?.[k] ?? 0) - witness!.im[k]!);
            expect(error, `${variable.name} at point ${k}`).toBeLessThanOrEqual(
              1e-9 * Math.max(largest, 1e-6),
            );
          });
          return true;
        });
        expect(compared.length).toBeGreaterThanOrEqual(native.size);
      });
    }
  }
});

describe("what the model engine does not do", () => {
  it("says so for temperature sweeps", () => {
    const temperature = simulateModel(circuitOf("V1 a 0 1\nR1 a 0 1"), {
      kind: "dc",
      sweeps: [{ element: -1, from: 0, to: 1, step: 1 }],
      span,
    });
    expect(temperature).toMatchObject({ kind: "failed", reason: "unsupported" });
  });
});
