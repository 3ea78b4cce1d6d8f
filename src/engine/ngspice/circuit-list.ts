import { invariant } from "../../diagnostic/invariant.ts";

/**
 * A mirror of ngspice's own list of loaded circuits, which `setcirc` numbers from 1 with the newest first. Its functions give the
 * commands for what they say and assume that those are run; after a failed load the engine is replaced, and the list with it.
 */
export interface CircuitList {
  readonly generation: number;
  /** True when the circuit is loaded in this thread. */
  has(title: string): boolean;
  /** Load a deck file; it becomes the current circuit. */
  load(title: string, file: string): readonly string[];
  /** Make a loaded circuit the current one. */
  select(title: string): readonly string[];
  /** Remove a circuit; which one is current is left open. */
  remove(title: string): readonly string[];
}

/** An empty list, for a new thread. */
export function createCircuitList(generation: number): CircuitList {
  const titles: string[] = [];
  let current: string | undefined;
  const select = (title: string): readonly string[] => {
    const index = titles.indexOf(title);
    invariant(index >= 0, `${title} is not loaded`);
    if (current === title) return [];
    current = title;
    return [`setcirc ${index + 1}`];
  };
  return {
    generation,
    has: (title) => titles.includes(title),
    load: (title, file) => {
      titles.unshift(title);
      current = title;
      return [`source ${file}`];
    },
    select,
    remove: (title) => {
      const commands = [...select(title), "remcirc"];
      titles.splice(titles.indexOf(title), 1);
      current = undefined;
      return commands;
    },
  };
}
