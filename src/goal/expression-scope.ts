import type { Name } from "../ast/expression.ts";
import type { AnalysisKind } from "../ast/netlist.ts";
import type { Circuit } from "../circuit/circuit.ts";
import type { Slot } from "../circuit/element.ts";
import type { Collector } from "../diagnostic/collector.ts";
import type { Span } from "../source/source-text.ts";
import type { Excitation, Observable, Probe } from "./observable.ts";
import type { Table } from "./table.ts";

/** What an analysis lets an expression observe. */
export interface AnalysisScope {
  /** In `ac` the observed numbers are phasors, elsewhere plain numbers. */
  readonly kind: AnalysisKind;
  /**
   * Slots that a `.dc` sweep varies from point to point: the one that is the axis variable itself, and those of an outer sweep, whose
   * value no expression can name. Absent elsewhere.
   */
  readonly swept?: { readonly axis: Slot; readonly outer: readonly Slot[] };
  /** Index of an observable, the same for equal ones. */
  observe(probe: Probe, excitation: Excitation): number;
}

/** The variable that an analysis runs over: f [Hz], t [s], or the x of a `.dc` sweep. */
export const axisOf = { ac: "f", tran: "t", dc: "x", op: undefined } as const satisfies Record<
  AnalysisKind,
  string | undefined
>;

/** What the names of an expression mean. */
export interface ExpressionScope {
  readonly circuit: Circuit;
  /** Absent where only a constant may stand, such as a goal's weight. */
  readonly analysis?: AnalysisScope;
  readonly collector: Collector;
  /** A column of a file, or undefined when it cannot be had, which was reported. */
  readTable(
    file: string,
    column: { readonly text: string; readonly span: Span } | undefined,
    at: Span,
  ): Table | undefined;
  /** A column of the data set; undefined when it cannot be had, which was reported. Absent where only a constant may stand. */
  readData?(column: Name): Float64Array | undefined;
}

/** Observables in order of first mention, each once. */
export class ObservableList {
  readonly items: Observable[] = [];
  readonly #index = new Map<string, number>();

  add(probe: Probe, excitation: Excitation): number {
    const key = `${probeKey(probe)} ${JSON.stringify(excitation)}`;
    const known = this.#index.get(key);
    if (known !== undefined) return known;
    this.#index.set(key, this.items.length);
    return this.items.push({ probe, excitation }) - 1;
  }
}

function probeKey(probe: Probe): string {
  return probe.kind === "voltage" ? `v ${probe.positive} ${probe.negative}` : `i ${probe.element}`;
}
