import type {
  ClassifyDirective,
  DataDirective,
  FabricateDirective,
  GoalDirective,
  LearnDirective,
} from "../ast/directive.ts";
import type { IncludeCommand, Netlist } from "../ast/netlist.ts";
import type { SourceText, Span } from "../source/source-text.ts";
import type { Analysis } from "./analysis.ts";
import type { CircuitElement, DeckTemplate, Slot } from "./element.ts";

/** A value the user allows to change: one number in one text. */
export interface Trainable {
  /** Canonical selector: `R1`, `param:rt`, `sec.C1`. */
  readonly name: string;
  /** `Ohm`, `F`, `H`, `V`, `A`, `S` or empty. */
  readonly unit: string;
  /** Where the number stands; what the writer replaces. */
  readonly span: Span;
  /** The value as written, moved into the bounds. */
  readonly start: number;
  /** -Infinity where unbounded. */
  readonly min: number;
  readonly max: number;
  readonly scale: "log" | "linear";
}

/** A model card with the name it has in generated decks being chosen by the deck's writer. */
export interface CircuitModel {
  readonly name: string;
  /** Everything after the name: type and parameters. */
  readonly card: DeckTemplate;
  readonly span: Span;
}

export interface Port {
  readonly number: number;
  readonly positive: number;
  readonly negative: number;
  /** Reference impedance in ohms, real and positive; 50 by default. */
  readonly z0: number;
  readonly span: Span;
}

/** One non-zero ∂slot/∂parameter. */
export interface SlotDerivative {
  readonly slot: Slot;
  readonly parameter: number;
  readonly derivative: number;
}

/** All numbers of the circuit in one state. */
export interface CircuitState {
  /** Value of every slot. */
  readonly slots: Float64Array;
  /** ∂slots/∂θ, the non-zeros only. */
  readonly derivatives: readonly SlotDerivative[];
}

/** A flat circuit: what the netlist means, before any equation is written. */
export interface Circuit {
  readonly title: string;
  /** Every text that was read, the netlist itself first. */
  readonly sources: readonly SourceText[];
  /** The parsed file that each `.include` and `.lib` card brought in. */
  readonly included?: ReadonlyMap<IncludeCommand, Netlist>;
  /** Node names; index 0 is ground. Flat names inside subcircuits are `X1.n`. */
  readonly nodes: readonly string[];
  readonly elements: readonly CircuitElement[];
  readonly models: readonly CircuitModel[];
  readonly trainables: readonly Trainable[];
  readonly analyses: readonly Analysis[];
  readonly ports: readonly Port[];
  readonly goals: readonly GoalDirective[];
  readonly data: readonly DataDirective[];
  readonly classify: readonly ClassifyDirective[];
  readonly learn: readonly LearnDirective[];
  readonly fabricate: readonly FabricateDirective[];
  /** `.options` as written, lower-case names; flags have no value. */
  readonly options: ReadonlyMap<string, string>;
  /** Degrees Celsius; 27 by default. */
  readonly temperature: number;
  readonly initialConditions: readonly { readonly node: number; readonly value: Slot }[];
  readonly nodesets: readonly { readonly node: number; readonly value: Slot }[];
  readonly slotCount: number;
  /** Global `.param`s by lower-case name: goals may name them. */
  readonly parameterSlots: ReadonlyMap<string, Slot>;
  /** Index of a node by any spelling of its name (`0`, `gnd`, `X1.n`), or undefined. */
  findNode(name: string): number | undefined;
  /** Index of an element by any spelling of its flat name, or undefined. */
  findElement(name: string): number | undefined;
  /** All slots at parameter values θ (natural units, one per trainable), with exact derivatives by forward mode. A slot that is not finite there is NaN: the engines refuse it. */
  evaluate(theta: Float64Array): CircuitState;
}
