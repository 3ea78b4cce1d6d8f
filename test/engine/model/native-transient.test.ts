import { describe, expect, it } from "vitest";
import { simulateModel } from "../../../src/engine/model/simulate-model.ts";
import { circuitOfText } from "../../circuit/elaborate-text.ts";
import { testNumber } from "../../circuit-builder.ts";
import { nativeMissing, runNative } from "../native-ngspice.ts";

const decks: Readonly<
  Record<string, readonly [cards: string, rest: { stop: string; start?: string; uic?: boolean }]>
> = {
  "damped pulse, from the operating point": [
    `V1 in 0 pulse(0.5 2 0.1u 0.1u 0.2u 0.5u 2u)
    R1 in a 50
    L1 a b 2u
    C1 b 0 3n
    L2 c 0 5u
    K1 L1 L2 0.6
    R2 b 0 75
    R3 c 0 120`,
    { stop: "3u" },
  ],
  "initial values": [
    `V1 in 0 sin(0 1 1meg)
    R1 in a 50
    C1 a 0 3n ic=2
    L1 a b 2u ic=10m
    R2 b 0 75
    C2 a b 1n ic=-1`,
    { stop: "2u", uic: true },
  ],
  "every controlled source, later than tstart": [
    `V1 in 0 exp(1 0 0.1u 0.2u 1u 0.3u)
    I1 0 d 1m
    R1 in a 50
    C1 a 0 3n
    L1 a b 2u
    R2 b 0 75
    C2 d 0 1n
    R3 d b 300
    E1 e 0 b d 1.7
    R4 e f 220
    V2 f g 0
    R5 g 0 330
    G1 d 0 f b 4m
    F1 a 0 V2 0.8
    H1 h b V2 40
    R6 h 0 90`,
    { stop: "2u", start: "0.5u" },
  ],
};

/** Linear interpolation on a grid ten times as fine or more. */
function interpolate(times: Float64Array, values: Float64Array, at: number): number {
  const next = Math.max(
    1,
    times.findIndex((time) => time >= at),
  );
  const part = (at - times[next - 1]!) / (times[next]! - times[next - 1]!);
  return values[next - 1]! + part * (values[next]! - values[next - 1]!);
}

describe.skipIf(nativeMissing)(".tran of the model engine against the native ngspice", () => {
  for (const [name, [cards, { stop, start = "0", uic = false }]] of Object.entries(decks)) {
    it(`${name}: within O(h²)`, () => {
      const ending = uic ? " uic" : "";
      const native = runNative(cards, `.tran 1n ${stop} ${start} 0.125n${ending}`);
      const time = native.get("time")!.re;
      const errors = [5, 2.5, 1.25].map((step) => {
        const circuit = circuitOfText(`t\n${cards}\n.tran ${step}n ${stop} ${start}${ending}\n.end\n`);
        const plot = simulateModel(circuit, circuit.analyses[0]!);
        if (plot.kind === "failed") throw new Error(plot.explanation);
        const [axis, ...variables] = plot.value.variables;
        expect(axis!.re[0]).toBe(testNumber(start));
        let worst = 0;
        for (const { name: vector, re } of variables) {
          const witness = native.get(vector)?.re;
          expect(witness, vector).toBeDefined();
          const scale = Math.max(...witness!.map(Math.abs));
          axis!.re.forEach((t, k) => {
            // ngspice has no sample at 0 with uic, and none at tstart itself.
            if (t < time[0]!) return;
            worst = Math.max(worst, Math.abs(re[k]! - interpolate(time, witness!, t)) / scale);
          });
        }
        return worst;
      });
      expect(errors[0]! / errors[1]!).toBeGreaterThan(3.5);
      expect(errors[1]! / errors[2]!).toBeGreaterThan(3.5);
      expect(errors[2]).toBeLessThan(1e-3);
    });
  }
});
