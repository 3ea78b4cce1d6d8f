import fc from "fast-check";
import { expect, test } from "vitest";
import { nativeMissing } from "../engine/native-ngspice.ts";
import { brokenLaws, reference } from "./circuit-laws.ts";
import { type CircuitKind, drawCircuit } from "./random-circuit.ts";

/** `TELLEGEN_CIRCUITS=5000 TELLEGEN_SEED=7` tries more of them, and others. */
const numRuns = Number(process.env["TELLEGEN_CIRCUITS"] ?? 12);
const seed = Number(process.env["TELLEGEN_SEED"] ?? 11);

const kinds: Readonly<Record<string, CircuitKind>> = {
  "linear, driven by voltages": { nonlinear: false, drive: "voltage", rich: false },
  "linear, driven by currents": { nonlinear: false, drive: "current", rich: false },
  "linear, with models, polynomials and temperatures": { nonlinear: false, drive: "both", rich: true },
  "with devices and behavioural sources": { nonlinear: true, drive: "voltage", rich: true },
  "without sources": { nonlinear: false, drive: "none", rich: true },
};

test.skipIf(nativeMissing).each(Object.entries(kinds))(
  "every pass keeps its law on random hierarchical circuits: %s",
  (_, kind) => {
    let compared = 0;
    fc.assert(
      fc.property(fc.gen(), fc.constantFrom(8, 0.01, 3), (draw, factor) => {
        const circuit = drawCircuit(draw, kind);
        const before = reference(circuit.text);
        if (before === undefined) return;
        compared++;
        const broken = brokenLaws(circuit, kind, before, factor);
        expect(broken, circuit.text).toEqual([]);
      }),
      { numRuns: Math.ceil(numRuns / 5), seed, endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(numRuns / 10);
  },
  numRuns * 2_000 + 60_000,
);
