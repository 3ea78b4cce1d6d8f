import { fail, type Outcome, succeed } from "../numeric/outcome.ts";
import { type Compilation, compile } from "../training/compile.ts";
import type { ChosenValues } from "./choose-values.ts";
import { writeSnappedNetlist } from "./output/write-snapped-netlist.ts";
import type { ComponentList } from "./parts/component.ts";
import { listComponents } from "./parts/list-components.ts";
import { placeOffers } from "./parts/place-offers.ts";
import type { BuiltCircuit } from "./tolerance/built-circuit.ts";

/** The emitted netlist, and the circuit that will be built from it. */
export interface EmittedNetlist {
  readonly after: Compilation;
  readonly components: ComponentList;
  readonly built: BuiltCircuit;
}

/**
 * Write chosen values into the netlist, compile that text, and find in it what will be soldered in. Everything that is said of a
 * fabrication afterwards is said of this text.
 */
export function emitNetlist(
  compilation: Compilation,
  { chosen, free, partCircuit }: ChosenValues,
  excluded: (name: string) => boolean,
): Outcome<EmittedNetlist> {
  const numbers = partCircuit.free.map((index, n) => ({
    span: compilation.circuit.trainables[index]!.span,
    value: free[n]!,
  }));
  const { text, seconds } = writeSnappedNetlist(compilation, chosen, numbers);
  const compiled = compile({ name: compilation.source.name, text }, compilation.host);
  if (!compiled.ok) {
    const reasons = compiled.diagnostics.filter(({ severity }) => severity === "error");
    return fail(
      "rejected-deck",
      `the emitted netlist does not compile: ${reasons.map(({ message }) => message).join("; ")}`,
    );
  }
  const after = compiled.value;
  const placed = placeOffers(compilation.circuit, chosen, seconds);
  const components = listComponents(after.netlist, after.circuit, placed, excluded);
  const bought = components.components.flatMap(({ name, element, origin, properties }) =>
    element === undefined || origin === "as-written" ? [] : [{ name, element, properties }],
  );
  const built: BuiltCircuit = {
    ideal: after.circuit,
    nonIdeal: bought,
    parts: bought.flatMap(({ name, element, properties }) =>
      properties.tol === undefined ? [] : [{ name, element, tolerance: properties.tol }],
    ),
  };
  return succeed({ after, components, built });
}
