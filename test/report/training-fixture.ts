import type { TrainingResult } from "../../src/training/training-result.ts";

export const netlistBefore =
  "LC low-pass\n* @train C1 L1\nV1 in 0 ac 1\nRs in a 50\nC1 a 0 9.5n\nL1 a out 5.3u\nRL out 0 50\n.ac dec 10 10k 10meg\n.end\n";
export const netlistAfter = netlistBefore.replace("9.5n", "3.18312n").replace("5.3u", "15.9156u");

/** A finished training, as `train` gives it. */
export function trainingResult(change: Partial<TrainingResult> = {}): TrainingResult {
  return {
    engine: "ngspice",
    estimator: "adjoint",
    optimizer: "lm",
    outcome: "goals-met",
    explanation: "every goal is met",
    steps: 9,
    starts: 1,
    analyses: 20,
    seconds: { total: 0.421, engine: 0.31 },
    cost: { initial: 0.0213, final: 3.1e-14, history: [0.0213, 0.004, 1e-5, 3.1e-14] },
    progress: [
      { analyses: 1, cost: 0.0213 },
      { analyses: 4, cost: 0.004 },
      { analyses: 9, cost: 1e-5 },
      { analyses: 18, cost: 3.1e-14 },
    ],
    goals: [
      { name: "pass", met: true, worst: 0, at: 1e6, unit: "dB", axis: { label: "frequency", unit: "Hz" } },
      {
        name: "goal 2",
        met: null,
        worst: 1.2e-7,
        at: 2e6,
        unit: "",
        axis: { label: "frequency", unit: "Hz" },
      },
    ],
    parameters: [
      { name: "C1", unit: "F", before: 9.5e-9, after: 3.18312e-9, min: 9.5e-12, max: 9.5e-6 },
      {
        name: "L1",
        unit: "H",
        before: 5.3e-6,
        after: 1.59156e-5,
        min: 5.3e-9,
        max: 1.59156e-5,
        onBound: "max",
      },
    ],
    verification: { engine: "ngspice", cost: 3.1e-14 },
    text: netlistAfter,
    valleys: [
      {
        parameters: [
          { name: "C1", weight: 0.71 },
          { name: "L1", weight: -0.7 },
        ],
      },
    ],
    remarks: ["the start of L1 was moved"],
    ...change,
  };
}
