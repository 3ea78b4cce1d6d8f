import type { AcDeck } from "../../experiment/deck/ac-deck.ts";
import { evaluateDeckNumber, formatDeck, formatExactly } from "../../experiment/deck/deck.ts";
import type { Stimulus } from "../../experiment/deck/stimulus.ts";
import type { CircuitList } from "./circuit-list.ts";

/** A deck together with what ngspice knows of it. */
export interface LoadedDeck {
  readonly deck: AcDeck;
  /**
   * The commands that make it the current circuit with its numbers at this state: a load, or `alter` for what has changed.
   * `file` is the deck's text where it must be (re)loaded.
   */
  prepare(slots: Float64Array, circuits: CircuitList): PreparedDeck;
  /** The commands that switch exactly these sources on. */
  switchOn(stimuli: readonly Stimulus[], slots: Float64Array): readonly string[];
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
  readonly switches: Map<string, { readonly magnitude: number; readonly phase: number }>;
}

/** Watch a deck that is not loaded yet. */
export function watchDeck(deck: AcDeck): LoadedDeck {
  let sent: Sent | undefined;
  const numbersAt = (slots: Float64Array): Float64Array =>
    Float64Array.from(deck.alterable, ({ number }) => evaluateDeckNumber(number, slots));
  const fixedAt = (slots: Float64Array): Float64Array =>
    Float64Array.from(deck.fixedSlots, (slot) => slots[slot]!);

  function load(slots: Float64Array, circuits: CircuitList): PreparedDeck {
    const old = circuits.has(deck.title) ? circuits.remove(deck.title) : [];
    const file = `${deck.title.replaceAll(" ", "-")}.cir`;
    sent = { circuits, numbers: numbersAt(slots), fixed: fixedAt(slots), switches: new Map() };
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
        commands.push(
          `alter ${device}${parameter === undefined ? "" : ` ${parameter}`} = ${formatExactly(value)}`,
        );
      });
      return { commands };
    },
    switchOn(stimuli, slots) {
      if (sent === undefined) return [];
      const { switches } = sent;
      const wanted = new Map(
        stimuli.map(({ device, magnitude, phase }) => [
          device,
          { magnitude: evaluateDeckNumber(magnitude, slots), phase: evaluateDeckNumber(phase, slots) },
        ]),
      );
      const commands: string[] = [];
      for (const device of new Set([...switches.keys(), ...wanted.keys()])) {
        const is = switches.get(device) ?? { magnitude: 0, phase: 0 };
        const want = wanted.get(device) ?? { magnitude: 0, phase: 0 };
        if (is.magnitude !== want.magnitude)
          commands.push(`alter ${device} acmag = ${formatExactly(want.magnitude)}`);
        if (is.phase !== want.phase) commands.push(`alter ${device} acphase = ${formatExactly(want.phase)}`);
        switches.set(device, want);
      }
      return commands;
    },
    forget() {
      sent = undefined;
    },
  };
}
