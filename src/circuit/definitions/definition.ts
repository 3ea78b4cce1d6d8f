import type { Directive } from "../../ast/directive.ts";
import type { ElementCard } from "../../ast/element.ts";
import type { Name } from "../../ast/expression.ts";
import type {
  AnalysisCommand,
  FunctionCommand,
  ModelCommand,
  NodeVoltagesCommand,
  OptionsCommand,
  TemperatureCommand,
} from "../../ast/netlist.ts";
import type { Assignment } from "../../ast/value.ts";
import type { Span } from "../../source/source-text.ts";

/** A directive and the definition in whose body it stands; inline ones know their element. */
export interface PlacedDirective<D extends Directive = Directive> {
  readonly directive: D;
  readonly definition: Definition;
  readonly card?: ElementCard;
}

/** The body of the deck itself or of one `.subckt`, sorted by what its statements are. Names are kept by their lower-case key. */
export interface Definition {
  /** As written; empty for the deck. */
  readonly name: string;
  readonly key: string;
  /** For names such as `sec.C1`: the name, or `outer.sec` where several definitions have it. Empty for the deck. */
  readonly label: string;
  /** The definition around it; undefined for the deck. */
  readonly parent: Definition | undefined;
  readonly ports: readonly Name[];
  /** Defaults of the `.subckt` card. */
  readonly defaults: ReadonlyMap<string, Assignment>;
  /** `.param` of this body; of several assignments to one name the last is in force. */
  readonly assignments: ReadonlyMap<string, Assignment>;
  readonly elements: readonly ElementCard[];
  readonly functions: ReadonlyMap<string, FunctionCommand>;
  readonly models: ReadonlyMap<string, ModelCommand>;
  readonly subcircuits: ReadonlyMap<string, Definition>;
  readonly nodeVoltages: readonly NodeVoltagesCommand[];
  /** Of its name; undefined for the deck. */
  readonly span: Span | undefined;
}

/** Cards that concern the whole circuit, wherever they stand. */
export interface GlobalCards {
  readonly analyses: readonly AnalysisCommand[];
  readonly options: readonly OptionsCommand[];
  readonly temperatures: readonly TemperatureCommand[];
  readonly globals: readonly Name[];
  readonly directives: readonly PlacedDirective[];
  /** Subcircuits on whose cards ngspice writes the `m` of their X cards. */
  readonly multiplied: ReadonlySet<Definition>;
}

/** The subcircuit that a lower-case name means: definitions are found in the body at hand, then in the bodies around it. */
export function findSubcircuit(from: Definition, key: string): Definition | undefined {
  for (let at: Definition | undefined = from; at !== undefined; at = at.parent) {
    const found = at.subcircuits.get(key);
    if (found !== undefined) return found;
  }
  return undefined;
}
