import { type MessageDefinition, message } from "../message-table.ts";
import { typographic } from "./typographic.ts";

/** Messages of the netlist parser: cards that are malformed, and constructs that are kept but not used. */
export const syntaxMessages = {
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
  "syntax/unterminated-quote": message({
    severity: "error",
    text: ({ quote }: { quote: string }) => `this ${quote} is never closed`,
    explanation: "A quoted expression or file name has to end on the card on which it begins.",
    example: "title\n.param r='2*3\nR1 a 0 1k\n.end\n",
  }),
  "syntax/unbalanced-brace": message({
    severity: "error",
    text: ({ brace }: { brace: string }) =>
      brace === "{" ? "this { is never closed" : "this } closes nothing",
    explanation: "An expression in braces has to end on the card on which it begins.",
    example: "title\nR1 a 0 {2*3\n.end\n",
  }),
  "syntax/unbalanced-parenthesis": message({
    severity: "error",
    text: ({ parenthesis }: { parenthesis: string }) =>
      parenthesis === "(" ? "this ( is never closed" : "this ) closes nothing",
    explanation: "Every parenthesis of a card has to be closed on that card.",
    example: "title\nV1 a 0 pulse(0 1 1n\nR1 a 0 1k\n.end\n",
  }),
  "syntax/model-parenthesis": message({
    severity: "warning",
    text: ({ parenthesis }: { parenthesis: string }) =>
      parenthesis === "("
        ? "this ( is never closed, and passed over"
        : "this ) closes nothing, and is passed over",
    hint: ({ parenthesis }) =>
      parenthesis === "(" ? "a ) on a line of its own needs a + before it" : undefined,
    explanation:
      "SPICE ignores the parentheses around the parameters of a model and around the points of a table, so the card is read all the same.",
    example: "title\nR1 a 0 1k\nD1 a 0 d1\n.model d1 d (\n+ is=1f\n)\n.end\n",
  }),
  "syntax/nesting-too-deep": message({
    severity: "error",
    text: ({ limit }: { limit: number }) => `more than ${limit} levels of nesting`,
    explanation:
      "Parentheses, braces and subcircuit definitions may be nested to a depth that no real netlist reaches.",
    example: `title\n.param a=${"(".repeat(300)}1${")".repeat(300)}\n.end\n`,
  }),
  "syntax/missing-nodes": message({
    severity: "error",
    text: ({ element, needed, found }: { element: string; needed: number; found: number }) =>
      `${element} needs ${needed} nodes, but has ${found === 0 ? "none" : found}`,
    explanation:
      "Each kind of element has a fixed or a smallest number of nodes, which stand directly after its name.",
    example: "title\nR1 a\n.end\n",
  }),
  "syntax/card-without-dot": message({
    severity: "error",
    text: ({ word }: { word: string }) => `without a dot in front "${word}" is read as an element`,
    hint: ({ word }) => `write .${word.toLowerCase()}`,
    explanation:
      "Cards that are no elements begin with a dot. Commands without one belong into a `.control` block.",
    example: "title\nV1 a 0 ac 1\nR1 a 0 1k\nac dec 10 1 1meg\n.end\n",
  }),
  "syntax/times-backwards": message({
    severity: "warning",
    text: ({ time, before }: { time: number; before: number }) => `the time ${time} stands behind ${before}`,
    hint: () => "the times of a pwl source increase",
    explanation:
      "ngspice warns of a piecewise linear source whose times go backwards, and cannot run a transient with it.",
    example: "title\nV1 a 0 pwl(0 0 2m 1 1m 0)\nR1 a 0 1k\n.tran 1u 3m\n.end\n",
  }),
  "syntax/bare-expression": message({
    severity: "error",
    text: ({ text }: { text: string }) => `ngspice refuses the expression ${text} without braces`,
    hint: ({ text }) => `write {${text}}`,
    explanation: "On the cards of elements, an expression stands in braces or in single quotes.",
    example: "title\n.param r=1k\nV1 a 0 1\nR1 a 0 2*r\n.op\n.end\n",
  }),
  "syntax/unit-of-another-kind": message({
    severity: "warning",
    text: ({ text, value, unit }: { text: string; value: number; unit: string }) =>
      `"${text}" is read as ${value} ${unit}: ngspice passes over the unit`,
    hint: () => "is it the value of another element?",
    explanation:
      "A resistor has a value in farads or henries, a capacitor in ohms or henries, or an inductor in ohms or farads.",
    example: "title\nV1 a 0 1\nR1 a 0 10nF\n.op\n.end\n",
  }),
  "syntax/missing-value": message({
    severity: "error",
    text: ({ element, what }: { element: string; what: string }) => `${element} has no ${what}`,
    explanation:
      "The element needs a value (a number, an expression in braces or the name of a parameter), or a model that gives it.",
    example: "title\nR1 a 0\n.end\n",
  }),
  "syntax/missing-name": message({
    severity: "error",
    text: ({ element, what }: { element: string; what: string }) =>
      `${element} does not say which ${what} it means`,
    explanation:
      "The element needs the name of a model, a subcircuit or another element, and the card ends before it.",
    example: "title\nM1 d g s b\n.end\n",
  }),
  "syntax/coupling-of-one": message({
    severity: "error",
    text: ({ element }: { element: string }) => `${element} couples fewer than two inductors`,
    explanation: "A K card names at least two inductors and a coupling coefficient.",
    example: "title\nL1 a 0 1u\nK1 L1 0.5\n.end\n",
  }),
  "syntax/bad-number": message({
    severity: "error",
    text: ({ text }: { text: string }) => `"${text}" is not a number`,
    hint: ({ text }) => typographic(text),
    explanation:
      "A SPICE number is digits with an optional point, exponent, scale suffix (t g meg k m u n p f mil) and unit.",
    example: "title\nR1 a 0 1e999\n.end\n",
  }),
  "syntax/number-with-rest": message({
    severity: "error",
    onlyToRun: true,
    text: ({ text }: { text: string; value: number; rest: string }) => `"${text}" is not a number`,
    hint: ({ value, rest }) => `ngspice reads ${value} and passes over "${rest}": write what is meant`,
    explanation:
      "A number with two decimal points, or followed by what is no unit. ngspice takes what it can read and says nothing of the rest.",
    example: "title\nR1 a 0 1.2.3\n.end\n",
  }),
  "syntax/digits-after-suffix": message({
    severity: "warning",
    text: ({ text, value }: { text: string; value: number }) =>
      `"${text}" is read as ${value}: SPICE ignores what follows the suffix`,
    hint: ({ text }) => {
      // The 3 of `1e3e3` belongs to an exponent.
      const parts = /^(\d+)((?!e\d)[a-zA-Z]+)(\d+)/i.exec(text);
      return parts === null
        ? undefined
        : `write ${parts[1]}.${parts[3]}${/^r$/i.test(parts[2]!) ? "" : parts[2]}`;
    },
    explanation: "Schematics write 4k7 for 4.7 kΩ. SPICE reads 4k and takes the rest for a unit.",
    example: "title\nR1 a 0 4k7\n.end\n",
  }),
  "syntax/atto-or-ampere": message({
    severity: "warning",
    text: ({ text, value }: { text: string; value: number }) =>
      `"${text}" is read as ${value}, but ngspice 45 takes the "a" for the suffix atto`,
    hint: ({ text }) => `write ${text.replace(/a.*$/i, "")}`,
    explanation:
      "An A directly behind the digits is a unit for SPICE and ngspice up to version 39, and the suffix 1e-18 for later ones. A number without it means the same everywhere.",
    example: "title\nI1 a 0 1A\nR1 a 0 1k\n.end\n",
  }),
  "syntax/mil-in-expression": message({
    severity: "warning",
    text: ({ text }: { text: string }) =>
      `ngspice reads "${text}" in an expression as a thousandth, not as thousandths of an inch`,
    hint: ({ text }) => `write ${text.replace(/mil.*$/i, "")}*25.4u`,
    explanation: "The suffix `mil` is 25.4e-6 on a card. In braces ngspice knows only its first letter, m.",
    example: "title\nR1 a 0 {1mil}\n.end\n",
  }),
  "syntax/milli-or-mega": message({
    severity: "warning",
    text: ({ text, value }: { text: string; value: number }) =>
      `"${text}" is read as ${value} Ohm: "M" is milli`,
    hint: ({ text }) => `write ${text.replace(/M$/, "meg")} for mega, ${text.replace(/M$/, "m")} for milli`,
    explanation:
      "SPICE does not tell m from M; mega is written meg. Resistors of milliohms are rare, so a capital M is suspicious.",
    example: "title\nR1 a 0 1M\n.end\n",
  }),
  "syntax/femto-or-farad": message({
    severity: "warning",
    text: ({ text, value }: { text: string; value: number }) =>
      `"${text}" is read as ${value} F: "F" is the suffix femto`,
    hint: ({ text }) => `write ${text.slice(0, -1)} for farads, ${text.slice(0, -1)}f for femtofarads`,
    explanation:
      "A letter directly behind the number is a scale suffix where there is one: 10F is 10 fF, and 1e-9F is 1e-24 F.",
    example: "title\nC1 a 0 10F\n.end\n",
  }),
  "syntax/bad-expression": message({
    severity: "error",
    text: ({ found, expected }: { found: string; expected: string }) =>
      `${found === "" ? "the expression ends too early" : `"${found}" cannot stand here`}: expected ${expected}`,
    hint: ({ found }) => (found === "and" ? "write &&" : found === "or" ? "write ||" : undefined),
    explanation:
      "An expression is made of numbers, names, + - * / ^ ** %, comparisons, && || !, a ? b : c, and calls.",
    example: "title\n.param r={2*}\n.end\n",
  }),
  "syntax/missing-argument": message({
    severity: "error",
    text: ({ card, what }: { card: string; what: string }) => `${card} needs ${what}`,
    explanation: "The card ends before everything that it has to say has been said.",
    example: "title\n.include\n.end\n",
  }),
  "syntax/unexpected-argument": message({
    severity: "error",
    text: ({ card, text }: { card: string; text: string }) =>
      `${card} does not know what to do with "${text}"`,
    explanation: "The argument has no meaning at this place of the card.",
    example: "title\nV1 a 0 1 foo\n.end\n",
  }),
  "syntax/name-before-parenthesis": message({
    severity: "error",
    text: ({ text }: { text: string }) => `ngspice reads "${text})" here, and refuses the parenthesis`,
    hint: ({ text }) => `write {${text}}`,
    explanation:
      "The parameters of an element may stand in parentheses, but the last of them must be a number or in braces: ngspice takes the parenthesis for a part of a name.",
    example: "title\n.param len=1u\nV1 a 0 1\nR1 a 0 film (w=2u l=len)\n.model film r(rsh=1k)\n.op\n.end\n",
  }),
  "syntax/unused-argument": message({
    severity: "warning",
    text: ({ card, text }: { card: string; text: string }) => `"${text}" on ${card} is kept but not used`,
    explanation: "The argument stands where the element needs none. It survives in the written netlist.",
    example: "title\nL1 a 0 1u 2u\n.end\n",
  }),
  "syntax/subcircuit-not-closed": message({
    severity: "error",
    text: ({ name }: { name: string }) => `.subckt ${name} has no .ends`,
    explanation: "Every `.subckt` needs an `.ends` before the end of the file.",
    example: "title\n.subckt s a b\nR1 a b 1k\n",
  }),
  "syntax/ends-without-subcircuit": message({
    severity: "error",
    text: () => ".ends closes no .subckt",
    explanation: "An `.ends` card has to follow a `.subckt` card of the same file.",
    example: "title\nR1 a 0 1k\n.ends\n.end\n",
  }),
  "syntax/ends-other-name": message({
    severity: "warning",
    text: ({ name, open }: { name: string; open: string }) => `.ends ${name} closes .subckt ${open}`,
    explanation: "The name behind `.ends` is not checked by SPICE; it closes the innermost open subcircuit.",
    example: "title\n.subckt s a b\nR1 a b 1k\n.ends t\n.end\n",
  }),
  "syntax/end-inside-subcircuit": message({
    severity: "error",
    text: ({ name }: { name: string }) => `.end stands inside .subckt ${name}`,
    explanation: "`.end` ends the deck. The subcircuit around it was not closed by `.ends`.",
    example: "title\n.subckt s a b\nR1 a b 1k\n.end\n",
  }),
  "syntax/control-not-closed": message({
    severity: "error",
    text: () => ".control has no .endc: the cards below it are taken for commands",
    explanation:
      "A block of interactive commands begins with `.control` and ends with `.endc`. Without one ngspice takes the rest of the file for commands, cards included.",
    example: "title\nR1 a 0 1k\n.control\nrun\n.op\n",
  }),
  "syntax/control-to-end": message({
    severity: "warning",
    text: () => ".control has no .endc: all that follows is taken for commands",
    hint: () => "end the block with .endc",
    explanation:
      "Nothing but commands follows, so that ngspice runs them; other simulators may not find the end of the block.",
    example: "title\nR1 a 0 1k\n.control\nrun\n",
  }),
  "syntax/endc-without-control": message({
    severity: "error",
    text: () => ".endc closes no .control",
    explanation: "A block of interactive commands begins with `.control` and ends with `.endc`.",
    example: "title\nR1 a 0 1k\n.endc\n.end\n",
  }),
  "syntax/control-not-run": message({
    severity: "info",
    text: () => "the .control block is kept but not executed",
    explanation:
      "Commands of an interactive block survive in the written netlist; training and simulation do not run them.",
    example: "title\nR1 a 0 1k\n.control\nrun\n.endc\n.end\n",
  }),
  "syntax/library-not-closed": message({
    severity: "error",
    text: ({ name }: { name: string }) => `.lib ${name} has no .endl`,
    explanation: "A section of a library begins with `.lib name` and ends with `.endl`.",
    example: "title\n.lib fast\n.model d1 d\n",
  }),
  "syntax/endl-without-library": message({
    severity: "error",
    text: () => ".endl closes no .lib section",
    explanation: "A section of a library begins with `.lib name` and ends with `.endl`.",
    example: "title\nR1 a 0 1k\n.endl\n.end\n",
  }),
  "syntax/condition-not-closed": message({
    severity: "error",
    text: () => ".if has no .endif",
    explanation: "A conditional part begins with `.if` and ends with `.endif`.",
    example: "title\n.if (1)\nR1 a 0 1k\n.end\n",
  }),
  "syntax/condition-not-open": message({
    severity: "error",
    text: ({ card }: { card: string }) => `${card} belongs to no .if`,
    explanation: "`.elseif`, `.else` and `.endif` stand between or after the parts of an `.if`.",
    example: "title\nR1 a 0 1k\n.endif\n.end\n",
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
  "syntax/param-without-sign": message({
    severity: "warning",
    text: ({ name }: { name: string }) =>
      `.param ${name} without = is a form of LTspice that ngspice does not have`,
    hint: ({ name }) => `write .param ${name}=…`,
    explanation:
      "LTspice lets the sign between the name and the value of a parameter be left out. It is read in that way.",
    example: "title\n.param r 1k\nR1 a 0 {r}\n.end\n",
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
