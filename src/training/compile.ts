import type { Netlist } from "../ast/netlist.ts";
import { parseNetlist } from "../ast/parse-netlist.ts";
import type { Circuit } from "../circuit/circuit.ts";
import { elaborate, type IncludeResult } from "../circuit/elaborate.ts";
import type { Checked } from "../diagnostic/checked.ts";
import { compileGoals, type TableResult } from "../goal/compile-goals.ts";
import type { Objective } from "../goal/objective.ts";
import type { BytesResult } from "../goal/table-host.ts";
import { checkNetwork } from "../network/check-network.ts";
import { buildNetwork, type Network } from "../network/network.ts";
import type { SourceText } from "../source/source-text.ts";
import { findMissing } from "./find-missing.ts";
import { type LearnOptions, readLearnOptions, sampleUse } from "./learn-options.ts";

/** What a compilation needs from the outside: the texts that the netlist names. It decides what may be read. */
export interface CompileHost {
  /** `.include` and `.lib`: `path` as written, `from` the text it stands in. */
  readInclude(path: string, from: SourceText): IncludeResult;
  /** `table("…")` and data files. */
  readTable(path: string, from: SourceText): TableResult;
  /** Sound files that a data file names; where it is absent there are none. */
  readBytes?(path: string, from: SourceText): BytesResult;
  /** False: a file that may not be read is warned of, and names that it may define are taken for known. True by default. */
  readonly requireIncludes?: boolean;
}

/** A host that reads nothing: every include and table is missing. For netlists that stand alone. */
export const emptyHost: CompileHost = {
  readInclude: () => ({ kind: "missing", reason: "no files can be read here" }),
  readTable: () => ({ kind: "missing", reason: "no files can be read here" }),
};

/** A compiled netlist with every intermediate. */
export interface Compilation {
  readonly source: SourceText;
  readonly host: CompileHost;
  readonly netlist: Netlist;
  readonly circuit: Circuit;
  readonly network: Network;
  /** One per analysis that has goals. */
  readonly objectives: readonly Objective[];
  /** What the netlist's `@learn` says. */
  readonly learn: LearnOptions;
}

/**
 * Parse, elaborate and compile the goals of an annotated netlist. Each stage reports all its problems at once; the next does
 * not run while an error stands; where the text has errors, missing files and names are reported beside them. Nothing is simulated.
 */
export function compile(source: SourceText, host: CompileHost = emptyHost): Checked<Compilation> {
  const { netlist, diagnostics: syntax } = parseNetlist(source);
  const errors = syntax.filter(({ severity }) => severity === "error");
  if (errors.length > 0)
    return { ok: false, diagnostics: [...syntax, ...findMissing(netlist, errors, host)] };
  const circuit = elaborate(netlist, host);
  const upToCircuit = [...syntax, ...circuit.diagnostics];
  if (!circuit.ok) return { ok: false, diagnostics: upToCircuit };
  const network = buildNetwork(circuit.value);
  const start = Float64Array.from(circuit.value.trainables, (trainable) => trainable.start);
  const upToNetwork = [...upToCircuit, ...checkNetwork(network, circuit.value.evaluate(start).slots)];
  const objectives = compileGoals(circuit.value, host);
  const learn = readLearnOptions(circuit.value.learn, sampleUse(circuit.value.data));
  const diagnostics = [...upToNetwork, ...objectives.diagnostics, ...learn.diagnostics];
  if (!objectives.ok || !learn.ok) return { ok: false, diagnostics };
  return {
    ok: true,
    value: {
      source,
      host,
      netlist,
      circuit: circuit.value,
      network,
      objectives: objectives.value,
      learn: learn.value,
    },
    diagnostics,
  };
}
