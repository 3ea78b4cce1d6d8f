import { describe, expect, it } from "vitest";
import { circuitOf } from "../../circuit-builder.ts";
import { distance } from "../../complex.ts";
import { experimentOf, runPhases, solveFree } from "./run-phases.ts";

const shared =
  "R1 in a 50\nC1 a 0 3n\nR2 a b 75\nL1 b 0 2u\nR3 c d 120\nC2 d 0 1n\nR4 e f 220\nR5 g 0 330\nR6 h out 90\nR7 out a 1k\nR8 c 0 70";

const original = `${shared}
V1 in 0 ac 1
V2 f g
E1 e 0 b d 1.7
G1 d 0 f b 4m
F1 a 0 V2 0.8
H1 h c V2 40`;

/** The same network transposed by hand, as docs/conventions.md says, with 1 A into `out`. V2 serves F1 and H1: their transposes in series. */
const transposed = `${shared}
V1 in 0
Vx e 0
Fe b d Vx -1.7
G1 f b d 0 4m
Ef f m a 0 -0.8
Vz h c
Hh m g Vz 40
Inudge 0 out ac 1`;

describe("the nudge phase of a network that is not reciprocal", () => {
  it("is the response of the transposed network", async () => {
    const frequencies = [1e4, 1.3e6];
    const [nudge] = await runPhases(experimentOf(circuitOf(original), frequencies, ["v(out)"]), [
      { kind: "nudge", probe: 0, terminated: false },
    ]);
    const deck = await solveFree(circuitOf(transposed), frequencies);
    const pairs = [
      ...["in", "a", "b", "c", "d", "e", "f", "g", "h", "out"].map((node) => [`v(${node})`, `v(${node})`]),
      ["i(V1)", "i(V1)"],
      ["i(L1)", "i(L1)"],
      ["i(E1)", "i(Vx)"],
      ["i(H1)", "i(Vz)"],
    ] as const;
    frequencies.forEach((_, point) => {
      for (const [here, there] of pairs) {
        expect(distance(nudge!(here, point), deck(there, point), 1e-9), here).toBeLessThan(1e-12);
      }
    });
  });
});
