import type { Expression, Name } from "../ast/expression.ts";
import { nearestWord } from "../diagnostic/nearest-word.ts";
import { elementCurrent, voltage } from "./element-current.ts";
import type { AnalysisScope, ExpressionScope } from "./expression-scope.ts";
import {
  binary,
  constant,
  dataValue,
  observed,
  type TypedExpression,
  tableValue,
  unary,
} from "./typed-expression.ts";

type ProbeExpression = Extract<Expression, { kind: "probe" }>;

/** What the letters behind `v` and `i` do to the phasor: `vdb(out)` is `db(v(out))`. */
const suffixes: Readonly<Record<string, (phasor: TypedExpression) => TypedExpression>> = {
  "": (phasor) => phasor,
  db: (phasor) => unary("decibel", phasor),
  m: (phasor) => unary("magnitude", phasor),
  p: (phasor) => unary("phase", phasor),
  r: (phasor) => unary("real", phasor),
  i: (phasor) => unary("imaginary", phasor),
};

/**
 * What a probe observes: `v(a)`, `v(a,b)`, `i(element)` and their forms with a suffix, `s(i,j)`, `table("file.csv", "column")`.
 * Undefined when it names something that does not exist or cannot be observed, which was reported.
 */
export function resolveProbe(probe: ProbeExpression, scope: ExpressionScope): TypedExpression | undefined {
  const { collector, analysis } = scope;
  const word = probe.function;
  if (analysis === undefined) {
    collector.report("goal/not-constant", probe.span, { text: `${word}(…)` });
    return undefined;
  }
  if (word === "table") return resolveTable(probe, scope);
  if (word === "data") return resolveData(probe, scope, analysis);
  if (word === "s") {
    if (analysis.kind === "ac") return resolveScattering(probe, scope, analysis);
    collector.report("goal/needs-ac", probe.span, { text: "s(…)" });
    return undefined;
  }
  const phasor = word.startsWith("v")
    ? resolveVoltage(probe, scope, analysis)
    : resolveCurrent(probe, scope, analysis);
  return phasor && suffixes[word.slice(1)]!(phasor);
}

function resolveVoltage(
  probe: ProbeExpression,
  { circuit, collector }: ExpressionScope,
  analysis: AnalysisScope,
): TypedExpression | undefined {
  if (!hasArguments(probe, 1, 2, collector)) return undefined;
  const nodes = probe.names.map((name) => {
    const node = circuit.findNode(name.text);
    if (node === undefined)
      collector.report("goal/unknown-node", name.span, {
        name: name.text,
        nearest: nearestWord(name.text, circuit.nodes),
      });
    return node;
  });
  if (nodes.includes(undefined)) return undefined;
  return voltage([nodes[0]!, nodes[1] ?? 0], analysis);
}

function resolveCurrent(
  probe: ProbeExpression,
  { circuit, collector }: ExpressionScope,
  analysis: AnalysisScope,
): TypedExpression | undefined {
  if (!hasArguments(probe, 1, 1, collector)) return undefined;
  const name = probe.names[0]!;
  const index = circuit.findElement(name.text);
  if (index === undefined) {
    const names = circuit.elements.map((element) => element.name);
    collector.report("goal/unknown-element", name.span, {
      name: name.text,
      nearest: nearestWord(name.text, names),
    });
    return undefined;
  }
  const current = elementCurrent(circuit.elements[index]!, circuit.elements, analysis);
  if (current === undefined) collector.report("goal/no-current", name.span, { name: name.text });
  return current;
}

/** S_ij = v(port i) sqrt(z0_j / z0_i) - δ_ij while port j is driven, see `Excitation`. */
function resolveScattering(
  probe: ProbeExpression,
  { circuit, collector }: ExpressionScope,
  analysis: AnalysisScope,
): TypedExpression | undefined {
  if (!hasArguments(probe, 2, 2, collector)) return undefined;
  const [to, from] = probe.names.map((name, k) => {
    const index = circuit.ports.findIndex((port) => String(port.number) === name.text.trim());
    const isRepeated = k > 0 && name.text.trim() === probe.names[0]!.text.trim();
    if (index < 0 && !isRepeated)
      collector.report("goal/unknown-port", name.span, {
        name: name.text,
        known: circuit.ports.map((port) => port.number),
      });
    return index;
  });
  if (to === undefined || from === undefined || to < 0 || from < 0) return undefined;
  const { positive, negative, z0 } = circuit.ports[to]!;
  const index = analysis.observe({ kind: "voltage", positive, negative }, { kind: "port", port: from });
  const factor = Math.sqrt(circuit.ports[from]!.z0 / z0);
  const wave = observed(index, true);
  const response = factor === 1 ? wave : binary("multiply", constant(factor), wave);
  return to === from ? binary("subtract", response, constant(1)) : response;
}

function resolveTable(probe: ProbeExpression, scope: ExpressionScope): TypedExpression | undefined {
  if (!hasArguments(probe, 1, 2, scope.collector)) return undefined;
  const [file, column] = probe.names as readonly [Name, Name?];
  const table = scope.readTable(file.text, column, probe.span);
  return table && tableValue(table, probe.span);
}

/** `data(column)`: a number of the sample at hand. */
function resolveData(
  probe: ProbeExpression,
  { circuit, collector, readData }: ExpressionScope,
  analysis: AnalysisScope,
): TypedExpression | undefined {
  if (!hasArguments(probe, 1, 1, collector)) return undefined;
  if (circuit.data.length === 0) {
    collector.report("goal/data-lacking", probe.span, { what: "data(…)" });
    return undefined;
  }
  const isPeriodic = circuit.analyses.some((card) => card.kind === "tran" && card.period !== undefined);
  if (analysis.kind === "ac" || (analysis.kind === "tran" && !isPeriodic)) {
    collector.report("goal/data-analysis", probe.span, { what: "data(…)", analysis: analysis.kind });
    return undefined;
  }
  const column = readData?.(probe.names[0]!);
  return column && dataValue(column);
}

function hasArguments(
  probe: ProbeExpression,
  minimum: number,
  maximum: number,
  collector: ExpressionScope["collector"],
): boolean {
  const found = probe.names.length;
  if (found >= minimum && found <= maximum) return true;
  collector.report("goal/argument-count", probe.span, { name: probe.function, minimum, maximum, found });
  return false;
}
