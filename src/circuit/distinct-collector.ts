import type { Collector } from "../diagnostic/collector.ts";
import type { SourceText } from "../source/source-text.ts";

/**
 * A collector that passes on each problem once. The body of a subcircuit is looked at for every instance, and what is wrong with it would
 * be said as often.
 */
export function createDistinctCollector(target: Collector): Collector {
  const seen = new Map<SourceText, Set<string>>();
  return {
    get diagnostics() {
      return target.diagnostics;
    },
    report(code, span, args, details) {
      const ofSource = seen.get(span.source) ?? new Set<string>();
      seen.set(span.source, ofSource);
      const key = `${code} ${span.start} ${span.end} ${JSON.stringify(args)}`;
      if (ofSource.has(key)) return;
      ofSource.add(key);
      target.report(code, span, args, details);
    },
  };
}
