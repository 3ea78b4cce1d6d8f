import { gridFrequencies } from "../../goal/frequency-grid.ts";
import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import type { AcExperiment } from "../experiment.ts";
import { formatExactly } from "./deck.ts";
import type { DeckBuilder } from "./deck-builder.ts";
import type { Stimulus } from "./stimulus.ts";

/**
 * Write a behavioural source for each probe that is nudged (A into the positive node of a voltage, V in series with a current), with
 * amplitudes of shape (probes, frequencies). Gives the unit sources that they follow, one pair for each grid.
 */
export function writeInjections(
  experiment: Pick<AcExperiment, "probes" | "grids" | "frequencies">,
  amplitudes: ComplexMatrix,
  builder: DeckBuilder,
): readonly (readonly Stimulus[])[] {
  const { names } = builder;
  experiment.probes.forEach((probe, index) => {
    const expression = injectionExpression(experiment, amplitudes, index);
    if (expression === undefined) return;
    const device = `bp${index}`;
    names.describe(device, `the nudge of probe ${index + 1}`);
    if (probe.kind === "current") {
      builder.putInSeries(probe.element, (from, to) =>
        builder.card(`${device} ${from} ${to} v=${expression}`),
      );
    } else {
      builder.card(`${device} ${names.node(probe.negative)} ${names.node(probe.positive)} i=${expression}`);
    }
  });
  return writeInjectionUnits(builder, experiment);
}

/**
 * Write the unit sources that an injection is built of: for each grid one of 1 V at 0° (the real part) and one at 90° (the imaginary
 * part). Only those of the grid that runs are on, so that one deck serves all grids. They stand on nodes of their own.
 */
function writeInjectionUnits(
  builder: DeckBuilder,
  { grids }: Pick<AcExperiment, "grids">,
): readonly (readonly Stimulus[])[] {
  return grids.map((_, grid) =>
    ["u", "w"].map((letter, quarter) => {
      const device = `v${letter}${grid}`;
      builder.card(`${device} ${letter}${grid} 0 dc 0 ac 0 0`);
      return { device, magnitude: 1, phase: 90 * quarter };
    }),
  );
}

/**
 * The current or voltage injected at one probe, in terms of the unit sources: Σ_grids v(u) Re a(f) + v(w) Im a(f), with a(f) a table
 * over ngspice's variable `hertz`. `amplitudes` has the shape (probes, frequencies). Undefined where a = 0 everywhere.
 */
function injectionExpression(
  { grids, frequencies }: Pick<AcExperiment, "grids" | "frequencies">,
  amplitudes: ComplexMatrix,
  probe: number,
): string | undefined {
  const terms: string[] = [];
  const row = probe * amplitudes.columns;
  let start = 0;
  grids.forEach((grid, index) => {
    const end = start + gridFrequencies(grid).length;
    for (const [letter, part] of [
      ["u", amplitudes.re],
      ["w", amplitudes.im],
    ] as const) {
      const values = part.subarray(row + start, row + end);
      if (values.some((value) => value !== 0)) {
        terms.push(`v(${letter}${index})*${formatTable(frequencies.subarray(start, end), values)}`);
      }
    }
    start = end;
  });
  return terms.length === 0 ? undefined : terms.join(" + ");
}

/** Linear interpolation between the sweep's own points, which therefore come out exactly; a constant for a single point. */
function formatTable(frequencies: Float64Array, values: Float64Array): string {
  if (frequencies.length === 1) return `(${formatExactly(values[0]!)})`;
  const pairs = Array.from(values, (value, index) => {
    const frequency = formatExactly(frequencies[index]!);
    return `${frequency},${formatExactly(value)}`;
  });
  return `pwl(hertz,${pairs.join(", ")})`;
}
