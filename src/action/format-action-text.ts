import { hasNodalForm } from "../network/nodal-triple.ts";
import { formatQuantity } from "../numeric/format-quantity.ts";
import { elementLaw, elementUnit } from "./element-law.ts";
import { formulaText } from "./formula-text.ts";
import { formatNumber } from "./fraction.ts";
import { nodalMatrices } from "./nodal-matrices.ts";
import type { ActionStatement, ElementAction } from "./state-action.ts";
import { alignColumns, wrapWords } from "./text-table.ts";

/** The network and its action for a terminal of 80 columns. */
export function formatActionText(statement: ActionStatement): string {
  const { circuit } = statement.network;
  return [
    circuit.title,
    "",
    ...nodeLines(statement),
    "",
    ...elementLines(statement),
    "",
    ...reciprocityLines(statement),
    "",
    ...actionLines(statement),
    "",
    ...ruleLines(statement),
    "",
    ...costLines(statement),
    ...matrixLines(statement),
  ]
    .join("\n")
    .concat("\n");
}

function nodeLines({ network }: ActionStatement): readonly string[] {
  const { nodes, elements } = network.circuit;
  const attached: string[][] = nodes.map(() => []);
  for (const element of elements) {
    if (element.kind === "coupling") continue;
    for (const node of new Set(element.nodes)) attached[node]!.push(element.name);
  }
  const width = Math.max(...nodes.map((name) => name.length), "ground".length);
  const label = (node: number) => `  ${(node === 0 ? "ground" : nodes[node]!).padEnd(width)}  `;
  return [
    `Nodes (${nodes.length - 1} and the ground), with the elements at each`,
    ...[...nodes.keys()].flatMap((node) => wrapWords(label(node), attached[node]!)),
  ];
}

function elementLines({ network, elements }: ActionStatement): readonly string[] {
  const { nodes, elements: all } = network.circuit;
  const rows = elements.map(({ element, value }) => {
    const [from, to] =
      element.kind === "coupling"
        ? element.inductors.map((index) => all[index]!.name)
        : element.kind === "device"
          ? [element.nodes.map((node) => nodes[node]!).join(" "), ""]
          : element.nodes.map((node) => nodes[node]!);
    const { left, right } = elementLaw(element, network);
    return [
      element.name,
      from!,
      to!,
      valueText(value, elementUnit(element)),
      left === "" ? "(not in the model)" : `${left} = ${formulaText(right)}`,
    ];
  });
  return [
    `Branches (${network.branches.length}): v = v(from) - v(to), i flows from -> to inside the element`,
    ...alignColumns([["name", "from", "to", "value", "law"], ...rows]),
  ];
}

function valueText(value: number, unit: string): string {
  if (Number.isNaN(value)) return "";
  return unit === "" ? formatNumber(value) : formatQuantity(value, unit, 5);
}

function reciprocityLines({ nonReciprocal }: ActionStatement): readonly string[] {
  if (nonReciprocal.length === 0)
    return ["Reciprocal: yes. The equations are symmetric, and an action exists."];
  const names = nonReciprocal.map(({ name }, k) => (k < nonReciprocal.length - 1 ? `${name},` : name));
  return [
    ...wrapWords("Reciprocal: no, because of ", names),
    "The dyadic action stands in: its nudged phase runs on the transposed network.",
  ];
}

function actionLines({ form, elements, inSeries }: ActionStatement): readonly string[] {
  const head =
    form === "action"
      ? [
          "Effective action: stationary in every v and i at the solution",
          "  S = ½ vᵀ Y(jω) v - iᵀ v, and the currents of voltage sources; no conjugation",
          ...inSeries.map(
            (branches) =>
              `  ${branches.map(({ name }) => name).join(" and ")} are in series: their currents are one, and vary together`,
          ),
        ]
      : [
          "Dyadic action: varied by y and j it gives the free phase, by v and i the nudged",
          "  S = yᵀ (A(jω) x - b), v and i of the free phase, y and j of the nudged",
        ];
  const stated = elements.filter(({ terms }) => terms.length > 0);
  return [...head, "", ...stated.flatMap(termLines)];
}

/** One element a line, a long term broken before its signs. */
function termLines({ element, terms }: ElementAction, index: number): readonly string[] {
  const text = formulaText(terms);
  const negative = text.startsWith("-");
  const sign = index === 0 ? `S = ${negative ? "- " : "  "}` : negative ? "  - " : "  + ";
  const lead = `  ${index === 0 ? sign : `  ${sign}`}`;
  const body = breakSum(negative ? text.slice(1) : text);
  const lines = wrapWords(lead, body, 64);
  const [first, ...rest] = lines;
  return [`${first!.padEnd(66)}  ${element.name}`, ...rest];
}

function ruleLines({ form, rules }: ActionStatement): readonly string[] {
  const head =
    form === "action"
      ? ["Local learning rules: the gradient of the cost is d/dβ of these, between phases"]
      : ["Local learning rules: the gradient of the cost, y and j driven by -∂C/∂v"];
  const width = Math.max(0, ...rules.map(({ parameter }) => parameter.length));
  const lines = rules.flatMap(({ parameter, derivative }) => {
    if (derivative.length === 0)
      return [`  ∂S/∂${parameter.padEnd(width)}  = 0 (not in the small-signal equations)`];
    return wrapWords(`  ∂S/∂${parameter.padEnd(width)}  = `, breakSum(formulaText(derivative)));
  });
  return [...head, ...lines];
}

/** A sum in pieces that may begin a line: each but the first begins with its sign. */
function breakSum(text: string): readonly string[] {
  return text.split(/ (?=[+-] )/);
}

function costLines({ goals }: ActionStatement): readonly string[] {
  if (goals.length === 0) return ["No goals: the cost C of S + β C is not given."];
  return ["Nudged action: S + β C, with the cost C of", ...goals.map((goal) => `  ${goal}`)];
}

function matrixLines(statement: ActionStatement): readonly string[] {
  const matrices = nodalMatrices(statement);
  if (matrices.length === 0) return [];
  const outside = statement.network.circuit.elements.filter((element) => !hasNodalForm(element));
  const note =
    outside.length === 0
      ? []
      : [
          "",
          ...wrapWords(
            "Not in these matrices, with unknowns of their own: ",
            outside.map(({ name }) => name),
          ),
        ];
  const blocks = matrices.flatMap(({ name, unit, nodes, rows }) => {
    const cells = rows.map((row, k) => [nodes[k]!, ...row.map((value) => formatNumber(value, 4))]);
    return ["", `${name} [${unit}]`, ...alignColumns([["", ...nodes], ...cells])];
  });
  return [...blocks, ...note];
}
