import { describe, expect, test } from "vitest";
import { nativeMissing } from "../engine/native-ngspice.ts";
import { corpusDecks, galleryDecks } from "./decks.ts";
import { expectSameVoltages } from "./expect-same-voltages.ts";
import { runDeck } from "./run-deck.ts";
import { codesOf, transformed } from "./transform-text.ts";

const numbers = { pass: "rename-nodes", argument: "numbers" } as const;
const naming = (pairs: Readonly<Record<string, string>>) =>
  ({ pass: "rename-nodes", argument: new Map(Object.entries(pairs)) }) as const;

const decks = [...galleryDecks(), ...corpusDecks(40, 7, () => true)];

describe("--rename-nodes", () => {
  test("renames nodes on cards, in expressions and in annotations, and none inside subcircuits", () => {
    const text = `t
V1 In 0 ac 1
R1 in out 1k
B1 x 0 v={v(in,out)*2}
X1 out x sec
.subckt sec in out
R1 in out 1k
.ends
.print ac v(out) vdb(in)
.ic v(in)=1
.ac dec 5 1 1k
* @port 1 in
* @goal mag(v(out)/v(in)) = 0.5 at 1k
.end
`;
    expect(transformed(text, naming({ in: "a", OUT: "b" }))).toBe(`t
V1 a 0 ac 1
R1 a b 1k
B1 x 0 v={v(a,b)*2}
X1 b x sec
.subckt sec in out
R1 in out 1k
.ends
.print ac v(b) vdb(a)
.ic v(a)=1
.ac dec 5 1 1k
* @port 1 a
* @goal mag(v(b)/v(a)) = 0.5 at 1k
.end
`);
  });

  test("numbers nodes in the order in which they are met; a second time changes nothing", () => {
    const text = "t\nV1 z gnd 1\nR1 z a 1\nR2 a GND 1\n.op\n.end\n";
    const once = transformed(text, numbers);
    expect(once).toBe("t\nV1 1 0 1\nR1 1 2 1\nR2 2 0 1\n.op\n.end\n");
    expect(transformed(once, numbers)).toBe(once);
  });

  test("two names can be exchanged", () => {
    const text = "t\nV1 a 0 1\nR1 a b 1\nR2 b 0 1\n.op\n.end\n";
    expect(transformed(text, naming({ a: "b", b: "a" }))).toBe(
      "t\nV1 b 0 1\nR1 b a 1\nR2 a 0 1\n.op\n.end\n",
    );
  });

  test("says why not", () => {
    const text = "t\nV1 in 0 1\nR1 in out 1\nR2 out 0 1\n.op\n.end\n";
    expect(codesOf(text, naming({ inn: "a" }))).toContain("transform/no-such-node");
    expect(codesOf(text, naming({ in: "out" }))).toContain("transform/name-taken");
    expect(codesOf(text, naming({ in: "0" }))).toContain("transform/name-taken");
  });

  test.skipIf(nativeMissing).each(decks)("keeps every voltage of $name", ({ text }) => {
    const after = transformed(text, numbers);
    // Undo the renaming with the nodes' own order, found by renaming the deck to marked names.
    const order = nodeOrder(text);
    const rename = (name: string): string =>
      name.replace(/^v\((.*)\)$/, (_, node: string) => `v(${order.get(node) ?? node})`);
    const count = expectSameVoltages(runDeck(text), runDeck(after), {
      rename,
      complete: true,
      tolerance: 1e-6,
    });
    expect(count).toBeGreaterThan(0);
  });
});

/** The number of each top-level node by reading the two texts word by word. */
function nodeOrder(text: string): ReadonlyMap<string, string> {
  const words = (deck: string): readonly string[] => deck.split(/[\s(),={}]+/);
  const [before, after] = [words(text), words(transformed(text, numbers))];
  expect(after.length).toBe(before.length);
  return new Map(
    before.flatMap((word, k) => (word === after[k] ? [] : [[word.toLowerCase(), after[k]!] as const])),
  );
}
