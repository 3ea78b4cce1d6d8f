import type { Circuit } from "../../circuit/circuit.ts";
import type { CircuitElement, ElementKind } from "../../circuit/element.ts";

/** ngspice's first letter for each kind; a device has its own. */
const letters = {
  resistor: "r",
  capacitor: "c",
  inductor: "l",
  coupling: "k",
  "voltage-source": "v",
  "current-source": "i",
  vcvs: "e",
  vccs: "g",
  cccs: "f",
  ccvs: "h",
  device: "",
} as const satisfies Record<ElementKind, string>;

/** Short names for the nodes, elements and models of a generated deck, and the way back to the user's names. */
export interface DeckNames {
  /** `0` or `n<index>`. */
  node(index: number): string;
  /** Letter and index: `r5`. */
  element(index: number): string;
  /** `mod<index>`. */
  model(index: number): string;
  /** A new node between two that a series element of the deck needs. */
  innerNode(): string;
  /** Remember what an added element of the deck stands for in messages. */
  describe(deckName: string, meaning: string): void;
  /** A message of ngspice with the deck's names replaced by the user's. */
  translate(message: string): string;
  /** True when a message speaks of a node or element of this deck. */
  mentions(message: string): boolean;
}

/** Names for one deck. Node `n3` is node 3 of the circuit, element `r5` its element 5. */
export function createDeckNames(circuit: Circuit): DeckNames {
  const meanings = new Map<string, string>();
  let innerNodes = 0;
  const element = (index: number): string => deckNameOf(circuit.elements[index]!);
  circuit.nodes.forEach((name, index) => {
    meanings.set(`n${index}`, name);
  });
  circuit.elements.forEach((one) => {
    meanings.set(deckNameOf(one), one.name);
  });
  circuit.models.forEach((model, index) => {
    meanings.set(`mod${index}`, model.name);
  });
  const word = /\b([a-z]+\d+)(#branch)?/gi;
  const meaningOf = (name: string, branch: string | undefined): string | undefined => {
    const meaning = meanings.get(name.toLowerCase());
    return meaning !== undefined && branch !== undefined ? `the current of ${meaning}` : meaning;
  };
  return {
    node: (index) => (index === 0 ? "0" : `n${index}`),
    element,
    model: (index) => `mod${index}`,
    innerNode: () => {
      innerNodes++;
      const name = `inner${innerNodes}`;
      meanings.set(name, "an inner node");
      return name;
    },
    describe: (deckName, meaning) => {
      meanings.set(deckName, meaning);
    },
    translate: (message) =>
      message.replace(word, (whole, name: string, branch?: string) => meaningOf(name, branch) ?? whole),
    mentions: (message) => [...message.matchAll(word)].some(([, name]) => meanings.has(name!.toLowerCase())),
  };
}

function deckNameOf(element: CircuitElement): string {
  const letter = element.kind === "device" ? element.letter : letters[element.kind];
  return `${letter}${element.index}`;
}
