import type { GoalDirective } from "../../ast/directive.ts";
import type { Netlist } from "../../ast/netlist.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import type { Analysis } from "../analysis.ts";
import type { Port } from "../circuit.ts";
import type { CircuitElement } from "../element.ts";
import type { FlatCard } from "../flatten.ts";

/** What a rule may look at. */
export interface RuleContext {
  readonly netlist: Netlist;
  readonly nodes: readonly string[];
  readonly cards: readonly FlatCard[];
  readonly elements: readonly CircuitElement[];
  readonly analyses: readonly Analysis[];
  readonly ports: readonly Port[];
  readonly goals: readonly GoalDirective[];
  findNode(name: string): number | undefined;
  readonly collector: Collector;
}

/** One check of the whole circuit, which reports all it finds. */
export type Rule = (context: RuleContext) => void;
