import type { Trainable } from "../circuit/circuit.ts";
import { spanText } from "../source/source-text.ts";
import type { OpenDeck } from "./open-deck.ts";
import { writeNumber } from "./write-number.ts";

/**
 * Parameters for the trained numbers that stand in subcircuits or on X cards: those texts are shared by instances, and must be so in a flat deck,
 * where each instance has cards of its own.
 */
export interface TrainedNames {
  /** By the offset at which the number stands. */
  readonly names: ReadonlyMap<number, string>;
  /** `.param` cards that define them. */
  readonly definitions: readonly string[];
  /** What takes the place of all `@train` lines; undefined where none is to be changed. */
  readonly directives: readonly string[] | undefined;
}

/** Name the trained numbers of a deck that its flat form has no single place for. */
export function nameTrained({ netlist, flat, trainables }: OpenDeck): TrainedNames {
  const isShared = ({ span }: Trainable): boolean =>
    netlist.statements.some(
      (statement) =>
        (statement.kind === "subcircuit" || (statement.kind === "element" && statement.letter === "x")) &&
        statement.span.start <= span.start &&
        span.end <= statement.span.end,
    );
  const shared = trainables.filter(isShared);
  if (shared.length === 0) return { names: new Map(), definitions: [], directives: undefined };
  const taken = new Set(flat.top.scope.parameters.keys());
  const names = new Map<number, string>();
  const nameOf = ({ name }: Trainable): string => {
    const wanted = name.replace(/^param:/i, "").replace(/\W/g, "_");
    let free = wanted;
    for (let k = 2; taken.has(free.toLowerCase()); k++) free = `${wanted}_${k}`;
    taken.add(free.toLowerCase());
    return free;
  };
  for (const trainable of shared) names.set(trainable.span.start, nameOf(trainable));
  return {
    names,
    definitions: shared.map(({ span }) => `.param ${names.get(span.start)}=${spanText(span)}`),
    directives: trainables.map((trainable) => {
      const own = names.get(trainable.span.start);
      return directive(own === undefined ? trainable.name : `param:${own}`, trainable);
    }),
  };
}

/** One `@train` line that says everything: a parameter has other default bounds than the element had. */
function directive(selector: string, { min, max, scale }: Trainable): string {
  const bound = (key: string, value: number): string =>
    Number.isFinite(value) ? ` ${key}=${writeNumber(value)}` : ` ${key}=${value < 0 ? "-1e30" : "1e30"}`;
  return `* @train ${selector}${bound("min", min)}${bound("max", max)} scale=${scale}`;
}
