import type { FabricateDirective } from "../ast/directive.ts";
import { parseDirective } from "../ast/parse-directive.ts";
import type { Circuit } from "../circuit/circuit.ts";
import { type PartRule, readPartRules } from "../circuit/part-rules.ts";
import { createCollector } from "../diagnostic/collector.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";

/** Read `--fabricate "C* series=E6"`, given several times, as the netlist's own `@fabricate` lines are read. */
export function readFabricateOption(
  texts: readonly string[],
  { elements }: Circuit,
): { readonly rules: readonly PartRule[]; readonly diagnostics: readonly Diagnostic[] } {
  const collector = createCollector();
  const directives = texts.flatMap((words): FabricateDirective[] => {
    const text = `* @fabricate ${words}`;
    const source = { name: "--fabricate", text };
    const directive = parseDirective({ source, start: 0, end: text.length }, false, collector);
    return directive?.kind === "fabricate" ? [directive] : [];
  });
  const rules = readPartRules(directives, elements, collector);
  return { rules, diagnostics: collector.diagnostics };
}
