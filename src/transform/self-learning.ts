import type { Statement } from "../ast/netlist.ts";
import { walkStatements } from "../ast/walk.ts";
import type { Circuit, CircuitState } from "../circuit/circuit.ts";
import { elaborate } from "../circuit/elaborate.ts";
import type { PassiveElement } from "../circuit/element.ts";
import { estimators } from "../gradient/estimators.ts";
import { applyEdits, type TextEdit } from "../source/text-edit.ts";
import { removeLines, replaceLines } from "./layout.ts";
import { type LearningValue, writeAdjustable, writeLearningBlock } from "./learning-block.ts";
import { readLinearGoals } from "./linear-goals.ts";
import type { Pass, PassInput } from "./pass.ts";

/**
 * Write the circuit together with its learning: every trained resistor is a conductance G v(th_R), and v(th_R), its control, the spring between
 * them, the nudge and a clock are part of the deck. One transient of any SPICE then takes one step of Aeqprop in each period of the clock, and
 * the network trains itself while it is simulated. The argument is the number of periods.
 * Source: Scellier, Mishra, Bengio & Ollivier, arXiv:2205.15021, the optimistic variant.
 */
export const selfLearning: Pass<number> = (input, periods) => {
  const { netlist, readInclude, collector } = input;
  const elaborated = elaborate(netlist, { readInclude });
  const errors = elaborated.diagnostics.filter(({ severity }) => severity === "error");
  for (const { code, message, span } of errors)
    collector.report("transform/refused", span, {
      pass: input.pass,
      what: "this netlist",
      reason: `${message} (${code})`,
    });
  if (!elaborated.ok) return "";
  const circuit = elaborated.value;
  const start = Float64Array.from(circuit.trainables, ({ start: value }) => value);
  const state = circuit.evaluate(start);
  const reason = refusal(circuit);
  if (reason !== undefined) return refuse(input, "the circuit", reason);
  const goals = readLinearGoals(circuit, state);
  if (typeof goals === "string") return refuse(input, "the goals", goals);
  const values = learningValues(circuit, state, start);
  if (typeof values === "string") return refuse(input, "what is trained", values);

  const block = writeLearningBlock({ values, goals, span: voltageSpan(circuit, state), periods });
  for (const name of block.names) {
    if (circuit.findNode(name) === undefined && circuit.findElement(name) === undefined) continue;
    collector.report("transform/name-taken", netlist.statements[0]!.span, { pass: input.pass, name });
  }
  return applyEdits(netlist.source.text, edits(input, circuit, values, block.lines));
};

function refuse({ pass, netlist, collector }: PassInput, what: string, reason: string): string {
  const { source } = netlist;
  const span = netlist.statements[0]?.span ?? { source, start: 0, end: 0 };
  collector.report("transform/refused", span, { pass, what, reason });
  return "";
}

/** Why this circuit cannot learn by itself. */
function refusal(circuit: Circuit): string | undefined {
  if (circuit.trainables.length === 0) return "nothing is trained: add a line such as `* @train R1`";
  if (circuit.goals.length === 0) return "there is no goal: add a line such as `* @goal v(out) = 0.5`";
  const storage = circuit.elements.find(({ kind }) => kind === "capacitor" || kind === "inductor");
  if (storage !== undefined) return `${storage.name} stores energy: it would take part in the clock's rhythm`;
  return estimators.aeqprop.refuse(circuit, new Set(["dc"]));
}

/** The trained values, or why one of them cannot be a voltage. */
function learningValues(
  circuit: Circuit,
  { slots, derivatives }: CircuitState,
  start: Float64Array,
): readonly LearningValue[] | string {
  const values: LearningValue[] = [];
  for (const [parameter, { name }] of circuit.trainables.entries()) {
    const own = derivatives.filter((entry) => entry.parameter === parameter);
    const resistors = circuit.elements.filter(
      (element): element is PassiveElement =>
        element.kind === "resistor" && own.some(({ slot }) => slot === element.value),
    );
    for (const { slot, derivative } of own) {
      if (Math.abs(derivative * start[parameter]! - slots[slot]!) > 1e-9 * Math.abs(slots[slot]!))
        return `${name} acts through an expression that is not proportional to it`;
    }
    const inner = resistors.find(
      (resistor) => resistor.definition !== resistor.name || isForeign(circuit, resistor),
    );
    if (inner !== undefined)
      return `${inner.name} stands in a subcircuit or an included file; --flatten comes first`;
    values.push({
      name: name.replace(/^param:/, "").replace(/\W/g, "_"),
      resistors: resistors.map(({ name: resistor, nodes, value, factor }) => ({
        name: resistor,
        nodes: [circuit.nodes[nodes[0]]!, circuit.nodes[nodes[1]]!],
        conductance: 1 / (slots[value]! * factor),
      })),
    });
  }
  return values;
}

function isForeign({ sources }: Circuit, { span }: PassiveElement): boolean {
  return span.source !== sources[0];
}

/** No voltage in the network is larger than the sources together can make it [V]. */
function voltageSpan({ elements }: Circuit, { slots }: CircuitState): number {
  const resistance = elements.reduce(
    (total, element) =>
      total + (element.kind === "resistor" ? Math.abs(slots[element.value]! * element.factor) : 0),
    0,
  );
  return elements.reduce((total, element) => {
    if (element.kind === "voltage-source") return total + Math.abs(slots[element.dc]!);
    if (element.kind === "current-source")
      return total + Math.abs(slots[element.dc]! * element.factor) * resistance;
    return total;
  }, 0);
}

/** Resistors become adjustable, analyses and annotations go, and the learning stands before the end. */
function edits(
  { netlist, collector, pass }: PassInput,
  circuit: Circuit,
  values: readonly LearningValue[],
  block: readonly string[],
): readonly TextEdit[] {
  const cards = new Map(
    values.flatMap(({ name, resistors }) =>
      resistors.map((resistor) => [resistor.name.toLowerCase(), writeAdjustable(resistor, name)] as const),
    ),
  );
  const found: TextEdit[] = [];
  let end: Statement | undefined;
  walkStatements(netlist, (statement) => {
    if (statement.kind === "end") end ??= statement;
    else if (statement.kind === "element") {
      const card = cards.get(statement.name.key);
      if (card !== undefined) found.push(replaceLines(statement.span, [card]));
    } else if (statement.kind === "directive") found.push(removeLines(statement.span));
    else if (statement.kind === "analysis") {
      found.push(removeLines(statement.span));
      if (statement.analysis !== "op")
        collector.report("transform/dropped", statement.span, {
          pass,
          what: `.${statement.analysis}`,
          reason: "the deck's analysis is the transient in which it learns",
        });
    }
  });
  const { text } = netlist.source;
  const place = end?.span.start ?? text.length;
  const lines = `${place > 0 && !/\n$/.test(text.slice(0, place)) ? "\n" : ""}${block.join("\n")}\n`;
  return [...found, { span: { source: circuit.sources[0]!, start: place, end: place }, replacement: lines }];
}
