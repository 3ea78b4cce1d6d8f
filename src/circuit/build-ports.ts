import type { PortDirective } from "../ast/directive.ts";
import type { Collector } from "../diagnostic/collector.ts";
import type { Port } from "./circuit.ts";
import type { Evaluator } from "./expression/evaluator.ts";
import type { Instance } from "./flattening/instance.ts";

interface PortContext {
  readonly evaluator: Evaluator;
  readonly collector: Collector;
  readonly top: Instance;
  findNode(name: string, instance: Instance): number | undefined;
  nearestNode(name: string, instance: Instance): string | undefined;
}

const defaultImpedance = 50;

/** The ports of the circuit in the order of their numbers, which must be 1, 2, 3 … without gaps. */
export function buildPorts(directives: readonly PortDirective[], context: PortContext): readonly Port[] {
  const { evaluator, collector, top } = context;
  const ports = new Map<number, Port>();
  for (const directive of directives) {
    const number = evaluator.tape.valueOf(evaluator.node(directive.number, top.scope));
    if (!Number.isInteger(number) || number < 1) {
      collector.report("circuit/port-number", directive.number.span, {
        problem: "ports are numbered 1, 2, 3 …",
      });
      continue;
    }
    const before = ports.get(number);
    if (before !== undefined) {
      collector.report(
        "circuit/port-number",
        directive.number.span,
        { problem: `port ${number} is defined twice` },
        {
          related: [{ message: "first defined here", span: before.span }],
        },
      );
      continue;
    }
    const nodes = directive.nodes.map((name) => {
      const node = context.findNode(name.text, top);
      if (node === undefined) {
        const nearest = context.nearestNode(name.text, top);
        collector.report("circuit/unknown-node", name.span, { name: name.text, nearest });
      }
      return node;
    });
    if (nodes.length === 0 || nodes.includes(undefined)) continue;
    const [positive, negative = 0] = nodes;
    const option = directive.options.find(({ name }) => name.key === "z0");
    const z0 =
      option === undefined
        ? defaultImpedance
        : evaluator.tape.valueOf(evaluator.node(option.value, top.scope));
    if (option !== undefined && !(z0 > 0 && Number.isFinite(z0))) {
      collector.report("circuit/port-impedance", option.value.span, { port: number });
    }
    if (positive === undefined || positive === negative) {
      collector.report("circuit/port-shorted", directive.span, { port: number });
      continue;
    }
    ports.set(number, { number, positive, negative, z0, span: directive.span });
  }
  const ordered = [...ports.values()].sort((a, b) => a.number - b.number);
  const gap = ordered.findIndex(({ number }, k) => number !== k + 1);
  if (gap >= 0) {
    collector.report("circuit/port-number", ordered[gap]!.span, { problem: `there is no port ${gap + 1}` });
  }
  return ordered;
}
