import type { TrainingResult } from "../training/training-result.ts";
import type { Chart } from "./chart.ts";

/** Cost over analyses on a logarithmic scale; a cost of zero stands a decade below the smallest other. */
export function costChart(progress: TrainingResult["progress"]): Chart {
  const positive = progress.map(({ cost }) => cost).filter((cost) => cost > 0);
  const floor = positive.length === 0 ? 1e-15 : Math.min(...positive) / 10;
  return {
    title: "cost",
    x: { label: "analyses", unit: "", scale: "linear", whole: true, from: 0 },
    y: { label: "cost", unit: "", scale: "log" },
    curves: [
      {
        name: "cost",
        x: Float64Array.from(progress, ({ analyses }) => analyses),
        y: Float64Array.from(progress, ({ cost }) => (cost > 0 ? cost : floor)),
        role: "after",
        dotted: true,
      },
    ],
    masks: [],
  };
}
