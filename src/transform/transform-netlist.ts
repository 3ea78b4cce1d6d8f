import { parseNetlist } from "../ast/parse-netlist.ts";
import type { ReadInclude } from "../circuit/elaborate.ts";
import { type Checked, check } from "../diagnostic/checked.ts";
import { createCollector } from "../diagnostic/collector.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import type { SourceText } from "../source/source-text.ts";
import type { Pass } from "./pass.ts";
import { type PassRequest, passes } from "./passes.ts";

/** What a transformation needs from the outside. */
export interface TransformHost {
  readonly readInclude: ReadInclude;
}

/** A transformed netlist. */
export interface TransformedNetlist {
  readonly text: string;
  /** What the passes said, in their order; the spans of later passes lie in the text that the pass was given. */
  readonly remarks: readonly Diagnostic[];
}

/**
 * Send a netlist through passes, in the order given. Each pass reads the text that the one before wrote, so that any can follow any other.
 * The first one that cannot be done ends the transformation, with what it said.
 *
 * @example transformNetlist(source, [{ pass: "flatten", argument: undefined }], host)
 */
export function transformNetlist(
  source: SourceText,
  requests: readonly PassRequest[],
  { readInclude }: TransformHost,
): Checked<TransformedNetlist> {
  let current = source;
  const remarks: Diagnostic[] = [];
  for (const request of requests) {
    const { netlist, diagnostics } = parseNetlist(current);
    // The warnings of an intermediate text repeat those of the first.
    const reading = current === source ? diagnostics : diagnostics.filter(isError);
    remarks.push(...reading);
    if (reading.some(isError)) return { ok: false, diagnostics: remarks };
    const collector = createCollector();
    // The table couples each pass to its argument; a looked-up entry forgets that.
    const pass = passes[request.pass] as Pass<PassRequest["argument"]>;
    const text = pass({ pass: request.pass, netlist, readInclude, collector }, request.argument);
    remarks.push(...collector.diagnostics);
    if (collector.diagnostics.some(isError)) return { ok: false, diagnostics: remarks };
    const name = requests.length === 1 ? source.name : `${source.name} (after --${request.pass})`;
    current = { name, text };
  }
  return check({ text: current.text, remarks }, remarks);
}

const isError = ({ severity }: Diagnostic): boolean => severity === "error";
