import type { Slot } from "./element.ts";
import type { BuildContext } from "./elements/element-builder.ts";
import type { FlatNetlist } from "./flattening/flatten.ts";

/** A voltage that a card gives to a node. */
export interface NodeVoltage {
  readonly node: number;
  readonly value: Slot;
}

/** The voltages of `.ic` and `.nodeset`, those inside subcircuits once for each instance. */
export function buildNodeVoltages(
  { instances }: FlatNetlist,
  context: BuildContext,
): { readonly ic: readonly NodeVoltage[]; readonly nodeset: readonly NodeVoltage[] } {
  const found: { readonly ic: NodeVoltage[]; readonly nodeset: NodeVoltage[] } = { ic: [], nodeset: [] };
  for (const instance of instances) {
    for (const { kind, voltages } of instance.definition.nodeVoltages) {
      for (const { node: name, value } of voltages) {
        const node = context.findNode(name.text, instance);
        if (node === undefined)
          context.collector.report("circuit/voltage-of-unknown-node", name.span, {
            card: `.${kind}`,
            name: name.text,
          });
        else found[kind].push({ node, value: context.slot(context.evaluator.node(value, instance.scope)) });
      }
    }
  }
  return found;
}
