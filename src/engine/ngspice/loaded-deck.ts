import { type Deck, evaluateDeckNumber, formatDeck, formatExactly } from "../../experiment/deck/deck.ts";
import type { Setting } from "../../experiment/deck/setting.ts";
import type { CircuitList } from "./circuit-list.ts";

/** A deck together with what ngspice knows of it. */
export interface LoadedDeck<Kind extends Deck = Deck> {
  readonly deck: Kind;
  /**
   * The commands that make it the current circuit with its numbers at this state: a load, or `alter` for what has changed.
   * `file` is the deck's text where it must be (re)loaded.
   */
  prepare(slots: Float64Array, circuits: CircuitList): PreparedDeck;
  /** The commands that set these numbers, and those of earlier calls that are not among them to 0. */
  set(settings: readonly Setting[]): readonly string[];
  /** Forget what was sent: everything is sent again the next time. */
  forget(): void;
}

export interface PreparedDeck {
  readonly commands: readonly string[];
  /** Name and text of the deck file that the commands load. */
  readonly file?: readonly [string, string];
}

interface Sent {
  readonly circuits: CircuitList;
  /** Numbers as last sent, in the order of `alterable`. */
  readonly numbers: Float64Array;
  readonly fixed: Float64Array;
  /** Numbers set by device and parameter. */
  readonly settings: Map<string, number>;
}

/** Watch a deck that is not loaded yet. */
export function watchDeck<Kind extends Deck>(deck: Kind): LoadedDeck<Kind> {
  let sent: Sent | undefined;
  const numbersAt = (slots: Float64Array): Float64Array =>
    Float64Array.from(deck.alterable, ({ number }) => evaluateDeckNumber(number, slots));
  const fixedAt = (slots: Float64Array): Float64Array =>
    Float64Array.from(deck.fixedSlots, (slot) => slots[slot]!);

  function load(slots: Float64Array, circuits: CircuitList): PreparedDeck {
    const old = circuits.has(deck.title) ? circuits.remove(deck.title) : [];
    const file = `${deck.title.replaceAll(" ", "-")}.cir`;
    sent = { circuits, numbers: numbersAt(slots), fixed: fixedAt(slots), settings: new Map() };
    return { commands: [...old, ...circuits.load(deck.title, file)], file: [file, formatDeck(deck, slots)] };
  }

  return {
    deck,
    prepare(slots, circuits) {
      if (sent?.circuits !== circuits || !circuits.has(deck.title)) return load(slots, circuits);
      const { fixed, numbers } = sent;
      if (fixedAt(slots).some((value, index) => value !== fixed[index])) return load(slots, circuits);
      const commands = [...circuits.select(deck.title)];
      numbersAt(slots).forEach((value, index) => {
        if (value === numbers[index]) return;
        numbers[index] = value;
        const { device, parameter } = deck.alterable[index]!;
        commands.push(alter(parameter === undefined ? device : `${device} ${parameter}`, value));
      });
      return { commands };
    },
    set(wanted) {
      if (sent === undefined) return [];
      const { settings } = sent;
      const values = new Map(wanted.map(({ device, parameter, value }) => [`${device} ${parameter}`, value]));
      const commands: string[] = [];
      for (const name of new Set([...settings.keys(), ...values.keys()])) {
        const value = values.get(name) ?? 0;
        if (value !== (settings.get(name) ?? 0)) commands.push(alter(name, value));
        settings.set(name, value);
      }
      return commands;
    },
    forget() {
      sent = undefined;
    },
  };
}

function alter(name: string, value: number): string {
  return `alter ${name} = ${formatExactly(value)}`;
}
