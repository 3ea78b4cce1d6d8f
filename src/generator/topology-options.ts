import type { SampleColumns } from "./layered-task.ts";

/** A whole number. */
export interface CountOption {
  readonly kind: "count";
  readonly default: number;
  readonly least: number;
  readonly most: number;
  readonly description: string;
}

/** A positive number. */
export interface PositiveOption {
  readonly kind: "positive";
  readonly default: number;
  readonly description: string;
}

/** Numbers of nodes from layer to layer, written `2-10-2`. */
export interface SizesOption {
  readonly kind: "sizes";
  readonly default: readonly number[];
  readonly description: string;
}

/** One of some words. */
export interface ChoiceOption {
  readonly kind: "choice";
  readonly choices: readonly string[];
  readonly default: string;
  readonly description: string;
}

export type TopologyOption = CountOption | PositiveOption | SizesOption | ChoiceOption;

const seed = {
  kind: "count",
  default: 1,
  least: 0,
  most: 0xffffffff,
  description: "of all that is drawn; the same seed gives the same netlist",
} as const satisfies CountOption;

/**
 * What `tellegen new` can write, and the options of each: one table for the command line, its help, the library's checks and the types.
 * It imports nothing, so that `--help` stays quick.
 */
export const topologyOptions = {
  layered: {
    layers: {
      kind: "sizes",
      default: [2, 10, 2],
      description: "inputs, hidden nodes of each layer, outputs",
    },
    gain: {
      kind: "positive",
      default: 4,
      description: "of the amplifiers; 1 leaves them out",
    },
    amplifiers: {
      kind: "choice",
      choices: ["bidirectional", "forward"],
      default: "bidirectional",
      description: "current goes back divided by the gain, or not at all: a feed-forward network",
    },
    seed,
  },
  disordered: {
    nodes: { kind: "count", default: 40, least: 4, most: 400, description: "nodes of the network" },
    degree: {
      kind: "positive",
      default: 4,
      description: "mean number of branches at a node, from 2",
    },
    drives: { kind: "count", default: 1, least: 1, most: 20, description: "nodes that are driven" },
    outputs: { kind: "count", default: 2, least: 1, most: 50, description: "nodes with goals" },
    frequencies: {
      kind: "count",
      default: 5,
      least: 1,
      most: 50,
      description: "of the goals, 40 kHz to 250 kHz",
    },
    seed,
  },
  ladder: {
    order: { kind: "count", default: 5, least: 2, most: 25, description: "reactances of the filter" },
    impedance: { kind: "positive", default: 50, description: "of source and load [ohm]" },
    frequency: { kind: "positive", default: 1e6, description: "at which half the power passes [Hz]" },
    seed,
  },
  lattice: {
    rows: { kind: "count", default: 5, least: 2, most: 30, description: "of nodes" },
    columns: { kind: "count", default: 5, least: 2, most: 30, description: "of nodes" },
    task: {
      kind: "choice",
      choices: ["allostery", "regression"],
      default: "allostery",
      description: "a pattern of voltages far from the sources, or linear functions of an input",
    },
    outputs: { kind: "count", default: 3, least: 1, most: 50, description: "nodes with goals" },
    seed,
  },
  springs: {
    masses: { kind: "count", default: 12, least: 3, most: 100, description: "in the plane" },
    columns: { kind: "count", default: 4, least: 2, most: 20, description: "of masses" },
    drive: {
      kind: "choice",
      choices: ["periodic", "rest"],
      default: "periodic",
      description: "a force at several frequencies, or one push from rest",
    },
    seed,
  },
} as const satisfies Record<string, Readonly<Record<string, TopologyOption>>>;

/** The kinds of networks that can be generated. */
export type Topology = keyof typeof topologyOptions;

type OptionValue<Option> = Option extends { readonly kind: "sizes" }
  ? readonly number[]
  : Option extends { readonly kind: "choice"; readonly choices: readonly (infer Word)[] }
    ? Word
    : number;

/** The options of a topology with their values; a layered network may learn the samples of a file. */
export type TopologyRequest<Name extends Topology> = {
  readonly [Key in keyof (typeof topologyOptions)[Name]]: OptionValue<(typeof topologyOptions)[Name][Key]>;
} & (Name extends "layered" ? { readonly samples?: SampleColumns } : unknown);

/** Every topology by name, in the order of `--help`. */
export const topologyNames = Object.keys(topologyOptions) as readonly Topology[];
