import type { GoalDirective } from "../../ast/directive.ts";
import type { Netlist } from "../../ast/netlist.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import type { Analysis } from "../analysis.ts";
import type { Port } from "../circuit.ts";
import type { CircuitElement, Slot } from "../element.ts";
import type { FlatCard } from "../flattening/instance.ts";
import type { NodeGroup } from "./floating-groups.ts";
import type { FindPlace } from "./node-places.ts";

/** The flat circuit as it is handed to the rules. */
export interface CheckedCircuit {
  readonly netlist: Netlist;
  readonly nodes: readonly string[];
  readonly cards: readonly FlatCard[];
  readonly elements: readonly CircuitElement[];
  readonly analyses: readonly Analysis[];
  readonly ports: readonly Port[];
  readonly goals: readonly GoalDirective[];
  findNode(name: string): number | undefined;
  /** The number in a slot, as written. */
  numberIn(slot: Slot): number;
  readonly collector: Collector;
}

/** What a rule may look at. */
export interface RuleContext extends CheckedCircuit {
  /** True when some element touches ground. */
  readonly hasGround: boolean;
  /** Groups of nodes whose voltages are surely not determined; empty where nothing touches ground. */
  readonly floating: readonly NodeGroup[];
  /** Where each node is first named on a card: the place to point at. */
  readonly placeOf: FindPlace;
}

/** One check of the whole circuit, which reports all it finds. */
export type Rule = (context: RuleContext) => void;
