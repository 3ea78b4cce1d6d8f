import { formulaLatex, nameLatex, valueLatex } from "./formula-latex.ts";
import { formatNumber } from "./fraction.ts";
import { nodalMatrices } from "./nodal-matrices.ts";
import type { ActionStatement } from "./state-action.ts";

/** The action, its local rules and the matrices of a small network as LaTeX, to be put into a document that loads amsmath. */
export function formatActionLatex(statement: ActionStatement): string {
  const { form, elements, rules, nonReciprocal, inSeries, network } = statement;
  const head =
    form === "action"
      ? "S = \\tfrac{1}{2} v^{\\mathsf{T}} Y(\\mathrm{j}\\omega)\\, v - i^{\\mathsf{T}} v"
      : "S = y^{\\mathsf{T}} \\left(A(\\mathrm{j}\\omega)\\, x - b\\right)";
  const terms = elements
    .filter((element) => element.terms.length > 0)
    .map((element, k) => {
      const latex = formulaLatex(element.terms);
      const negative = latex.startsWith("-");
      const sign = negative ? "- " : k === 0 ? "" : "+ ";
      return `  ${k === 0 ? "S ={}" : "   "}& ${sign}${negative ? latex.slice(1) : latex} && \\text{(${textLatex(element.element.name)})}`;
    });
  const gradients = rules.map(
    ({ parameter, derivative }) =>
      `  \\frac{\\partial S}{\\partial ${parameterLatex(parameter)}} &= ${formulaLatex(derivative)}`,
  );
  const symmetry =
    nonReciprocal.length === 0
      ? "% reciprocal: the action exists"
      : `% not reciprocal because of ${nonReciprocal.map(({ name }) => name).join(", ")}: y and j belong to the transposed network`;
  return [
    `% ${network.circuit.title.replace(/\s+/g, " ")}`,
    symmetry,
    ...inSeries.map(
      (branches) =>
        `% ${branches.map(({ name }) => name).join(" and ")} are in series: their currents are one`,
    ),
    "\\[",
    `  ${head}`,
    "\\]",
    ...aligned(terms),
    ...aligned(gradients),
    ...nodalMatrices(statement).flatMap(({ name, unit, rows }) => [
      "\\[",
      `  ${name === "Γ" ? "\\Gamma" : name} = \\begin{pmatrix}`,
      rows.map((row) => `    ${row.map(numberLatex).join(" & ")}`).join(" \\\\\n"),
      `  \\end{pmatrix} \\mathrm{${unit}}`,
      "\\]",
    ]),
    "",
  ].join("\n");
}

function aligned(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["\\begin{align*}", lines.join(" \\\\\n"), "\\end{align*}"];
}

function parameterLatex(name: string): string {
  return name.startsWith("param:") ? nameLatex(name.slice("param:".length)) : valueLatex(name);
}

function textLatex(name: string): string {
  return nameLatex(name).replace(/^\\mathrm\{(.*)\}$/, "$1");
}

function numberLatex(value: number): string {
  const text = formatNumber(value, 4);
  const [mantissa, exponent] = text.split("e");
  return exponent === undefined ? text : `${mantissa} \\cdot 10^{${Number(exponent)}}`;
}
