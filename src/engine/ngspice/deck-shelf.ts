import type { Deck } from "../../experiment/deck/deck.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import { type LoadedDeck, watchDeck } from "./loaded-deck.ts";

/** The decks that one session keeps loaded. */
export interface DeckShelf {
  /** The deck kept under this key, built with a title of its own where there is none yet. */
  keep<Kind extends Deck>(key: string, build: (title: string) => Outcome<Kind>): Outcome<LoadedDeck<Kind>>;
  /** Build a deck that is not kept. */
  make<Kind extends Deck>(build: (title: string) => Outcome<Kind>): Outcome<LoadedDeck<Kind>>;
  /** Give up what is kept under this key. */
  drop(key: string): void;
  /** Give up everything. */
  clear(): void;
}

interface ShelfContext {
  /** A title never given before. */
  nextTitle(): string;
  /** Let a circuit be removed from ngspice. */
  discard(title: string): void;
}

/** An empty shelf. */
export function createDeckShelf({ nextTitle, discard }: ShelfContext): DeckShelf {
  const kept = new Map<string, LoadedDeck>();
  const make = <Kind extends Deck>(build: (title: string) => Outcome<Kind>): Outcome<LoadedDeck<Kind>> => {
    const built = build(nextTitle());
    return built.kind === "failed" ? built : succeed(watchDeck(built.value));
  };
  const drop = (key: string): void => {
    const loaded = kept.get(key);
    if (loaded !== undefined) discard(loaded.deck.title);
    kept.delete(key);
  };
  return {
    make,
    drop,
    keep<Kind extends Deck>(key: string, build: (title: string) => Outcome<Kind>) {
      // A key belongs to one kind of deck.
      const known = kept.get(key) as LoadedDeck<Kind> | undefined;
      if (known !== undefined) return succeed(known);
      const made = make(build);
      if (made.kind === "ok") kept.set(key, made.value);
      return made;
    },
    clear() {
      for (const key of [...kept.keys()]) drop(key);
    },
  };
}
