import { incidenceMatrix } from "../network/incidence.ts";
import { elementLaw, elementUnit } from "./element-law.ts";
import type { Formula } from "./formula.ts";
import { formulaLatex } from "./formula-latex.ts";
import { formulaText } from "./formula-text.ts";
import type { ActionStatement } from "./state-action.ts";

/** A formula in both notations. */
export interface PrintedFormula {
  readonly text: string;
  readonly latex: string;
}

/** The document of `tellegen action --format json`. */
export interface ActionDocument {
  readonly title: string;
  readonly reciprocal: boolean;
  readonly nonReciprocal: readonly string[];
  /** Index 0 is the ground. */
  readonly nodes: readonly string[];
  readonly elements: readonly {
    readonly name: string;
    readonly kind: string;
    readonly nodes: readonly string[];
    readonly value: number | null;
    readonly unit: string;
    readonly law: string;
    readonly term: PrintedFormula;
  }[];
  /** Rows: nodes but the ground; columns: `branches`. */
  readonly incidence: { readonly branches: readonly string[]; readonly rows: readonly (readonly number[])[] };
  /** `inSeries`: branches whose currents are one, and vary together. */
  readonly action: PrintedFormula & {
    readonly form: "action" | "dyadic";
    readonly inSeries: readonly (readonly string[])[];
  };
  readonly rules: readonly { readonly parameter: string; readonly derivative: PrintedFormula }[];
  readonly goals: readonly string[];
  /** S, F and 1/H, by rows; null where the inductance matrix has no inverse. Elements without a nodal form are left out. */
  readonly matrices: {
    readonly conductance: readonly (readonly number[])[];
    readonly capacitance: readonly (readonly number[])[];
    readonly inverseInductance: readonly (readonly number[])[];
  } | null;
}

/** The network and its action as plain data. */
export function actionDocument(statement: ActionStatement): ActionDocument {
  const { network, form, nonReciprocal, elements, rules, goals, triple } = statement;
  const { circuit } = network;
  const incidence = incidenceMatrix(network);
  const whole = elements.flatMap(({ terms }) => terms);
  return {
    title: circuit.title,
    reciprocal: nonReciprocal.length === 0,
    nonReciprocal: nonReciprocal.map(({ name }) => name),
    nodes: circuit.nodes,
    elements: elements.map(({ element, value, terms }) => {
      const { left, right } = elementLaw(element, network);
      return {
        name: element.name,
        kind: element.kind,
        nodes: "nodes" in element ? element.nodes.map((node) => circuit.nodes[node]!) : [],
        value: Number.isNaN(value) ? null : value,
        unit: elementUnit(element),
        law: left === "" ? "" : `${left} = ${formulaText(right)}`,
        term: printed(terms),
      };
    }),
    incidence: {
      branches: network.branches.map(({ element }) => circuit.elements[element]!.name),
      rows: matrixRows(incidence.entries, incidence.rows, incidence.columns),
    },
    action: {
      form,
      inSeries: statement.inSeries.map((branches) => branches.map(({ name }) => name)),
      ...printed(whole),
    },
    rules: rules.map(({ parameter, derivative }) => ({ parameter, derivative: printed(derivative) })),
    goals,
    matrices: triple
      ? {
          conductance: matrixRows(triple.conductance, triple.size, triple.size),
          capacitance: matrixRows(triple.capacitance, triple.size, triple.size),
          inverseInductance: matrixRows(triple.inverseInductance, triple.size, triple.size),
        }
      : null,
  };
}

/** The document as JSON text, indented. */
export function formatActionJson(statement: ActionStatement): string {
  return `${JSON.stringify(actionDocument(statement), null, 2)}\n`;
}

function printed(formula: Formula): PrintedFormula {
  return { text: formulaText(formula), latex: formulaLatex(formula) };
}

function matrixRows(
  entries: ArrayLike<number>,
  rows: number,
  columns: number,
): readonly (readonly number[])[] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => entries[row * columns + column]!),
  );
}
