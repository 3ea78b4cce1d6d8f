import type { FunctionCommand } from "../../ast/netlist.ts";
import type { Value } from "../../ast/value.ts";
import type { Span } from "../../source/source-text.ts";

/** A parameter as it stands in force in one scope: its text, and the scope in which that text is to be read. */
export interface Parameter {
  /** As written: `rload`. */
  readonly name: string;
  /** Where the text stands, for selectors: `rload`, `sec.r0` (default or local of a subcircuit), `X1.r0` (override on an X card). */
  readonly canonical: string;
  /** As seen from the top, for selectors: `rload`, `X1.r0`, `X1.X2.r0`. */
  readonly flat: string;
  readonly value: Value;
  readonly scope: Scope;
  readonly span: Span;
}

/**
 * The names that expressions of one place see. As in ngspice, an instance of a subcircuit sees first its own parameters and
 * functions, then those of the place that called it, up to the global ones.
 */
export interface Scope {
  readonly parent: Scope | undefined;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly functions: ReadonlyMap<string, FunctionCommand>;
  /** Of a text on an X card: the subcircuit whose parameters stand in front of the caller's. */
  readonly callee?: string;
}

/** The parameter that a lower-case name means in a scope. */
export function findParameter(scope: Scope, key: string): Parameter | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = at.parameters.get(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The `.func` that a lower-case name means in a scope. */
export function findUserFunction(scope: Scope, key: string): FunctionCommand | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = at.functions.get(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All names of parameters that a scope sees, for suggestions. */
export function visibleParameters(scope: Scope): readonly string[] {
  const names: string[] = [];
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    for (const { name } of at.parameters.values()) names.push(name);
  }
  return names;
}
