import type { Directive } from "../../ast/directive.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import type { PlacedDirective } from "./definition.ts";

/** Gives the directives of one kind, in the order of the netlist. */
export type DirectiveFinder = <Kind extends Directive["kind"]>(
  kind: Kind,
) => readonly (Directive & { readonly kind: Kind })[];

/**
 * Finds directives that speak of the whole circuit. In a subcircuit they would have a meaning for each instance, which they have not;
 * that is reported. (`@train` is looked up with its place instead.)
 */
export function createDirectiveFinder(
  placed: readonly PlacedDirective[],
  collector: Collector,
): DirectiveFinder {
  return <Kind extends Directive["kind"]>(kind: Kind) =>
    placed.flatMap(({ directive, definition }) => {
      if (directive.kind !== kind) return [];
      if (definition.parent !== undefined) {
        const args = { directive: kind, subcircuit: definition.name };
        collector.report("circuit/directive-in-subcircuit", directive.span, args);
      }
      return [directive as Directive & { readonly kind: Kind }];
    });
}
