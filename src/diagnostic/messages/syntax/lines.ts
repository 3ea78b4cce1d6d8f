import { type MessageDefinition, message } from "../../message-table.ts";

/** What a line is: titles, continuations, unknown cards and letters. */
export const lineMessages = {
  "syntax/title-looks-like-card": message({
    severity: "warning",
    text: ({ text }: { text: string }) =>
      `the first line is the title, although it looks like a card: ${text}`,
    hint: () => "put a title (or an empty line) above it",
    explanation:
      "SPICE always takes the first line of a deck as its title. A card or annotation that stands there has no effect.",
    example: "R1 out 0 1k\nV1 out 0 1\n.end\n",
  }),
  "syntax/stray-continuation": message({
    severity: "error",
    text: () => "there is no card that this line could continue",
    hint: () => "a line that begins with + belongs to the card above it",
    explanation:
      "A line that begins with `+` continues the card above. Directly below the title, or at the top of an included file, there is none.",
    example: "title\n+ 1k\nR1 a 0 1k\n.end\n",
  }),
  "syntax/card-without-dot": message({
    severity: "error",
    text: ({ word }: { word: string }) => `without a dot in front "${word}" is read as an element`,
    hint: ({ word }) => `write .${word.toLowerCase()}`,
    explanation:
      "Cards that are no elements begin with a dot. Commands without one belong into a `.control` block.",
    example: "title\nV1 a 0 ac 1\nR1 a 0 1k\nac dec 10 1 1meg\n.end\n",
  }),
  "syntax/text-after-end": message({
    severity: "warning",
    text: () => "what follows .end is kept but not read",
    explanation:
      "`.end` ends the deck. Text below it survives in the written netlist, but is no part of the circuit.",
    example: "title\nR1 a 0 1k\n.end\nR2 a 0 1k\n",
  }),
  "syntax/unknown-card": message({
    severity: "warning",
    text: ({ card }: { card: string; nearest?: string | undefined }) =>
      `ngspice has no card ${card}: it is kept, and left out of what is trained`,
    hint: ({ nearest }) => (nearest === undefined ? undefined : `did you mean ${nearest}?`),
    explanation:
      "The card survives in the written netlist. ngspice by itself refuses a netlist with a card that it does not know; the decks that are trained are written without it.",
    example: "title\nR1 a 0 1k\n.foobar 1\n.end\n",
  }),
  "syntax/misspelt-card": message({
    severity: "error",
    text: ({ card, nearest }: { card: string; nearest: string }) =>
      `${card} is not a card: did you mean ${nearest}?`,
    explanation:
      "The card looks like a misspelling of one that would change the circuit, so going on would give wrong results.",
    example: "title\nR1 a 0 1k\n.modle d1 d\n.end\n",
  }),
  "syntax/card-of-another-simulator": message({
    severity: "warning",
    text: ({ card, simulators }: { card: string; simulators: string; advice?: string }) =>
      `${card} is a card of ${simulators} that ngspice does not have: it is kept but not used`,
    hint: ({ advice }) => advice,
    explanation:
      "The card survives in the written netlist. ngspice refuses a deck with such a card, so it is left out of what is simulated here.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n.step param r 1 10 1\n.op\n.end\n",
  }),
  "syntax/card-not-used": message({
    severity: "info",
    text: ({ card }: { card: string }) => `${card} is kept but not used`,
    explanation:
      "The card is valid SPICE and survives in the written netlist; it does not concern the circuit or its training.",
    example: "title\nR1 a 0 1k\n.print ac v(a)\n.end\n",
  }),
  "syntax/unknown-element": message({
    severity: "error",
    text: ({ name, letter }: { name: string; letter: string }) =>
      `no element begins with "${letter}"${name === letter ? "" : `, as ${name} does`}`,
    hint: ({ letter }) => (/[\d.{(]/.test(letter) ? "a card goes on in lines that begin with +" : undefined),
    explanation: "The first letter of a card says what it is. This one is no element that SPICE knows.",
    example: "title\n~1 a 0 1k\n.end\n",
  }),
  "syntax/line-passed-over": message({
    severity: "warning",
    text: ({ letter }: { name: string; letter: string }) =>
      `ngspice takes a line that begins with "${letter}" for a comment`,
    hint: () => "a card goes on in lines that begin with +, and a comment begins with *",
    explanation: 'Lines that begin with one of = [ ] ? ( ) & % $ " ! : , ; are passed over, with a warning.',
    example: "title\nV1 a 0 1\nR1 a 0 1k\n) the end\n.op\n.end\n",
  }),
} as const satisfies Record<`syntax/${string}`, MessageDefinition<never>>;
