import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import { parseSpiceNumber } from "../../src/numeric/spice-number.ts";
import { nativeMissing } from "../engine/native-ngspice.ts";
import { corpusDecks, galleryDecks } from "./decks.ts";
import { type DeckRun, difference, largest, runDeck, type Vector } from "./run-deck.ts";
import { codesOf, transformed, tryTransform } from "./transform-text.ts";

/** The voltage of every branch as its card is written, by lower-case name, in the AC results. */
function branchVoltages(text: string, run: DeckRun): ReadonlyMap<string, Vector> {
  const plot = run.find((candidate) => candidate.has("frequency"))!;
  const zero = new Float64Array(plot.get("frequency")!.re.length);
  const at = (node: string): Vector => plot.get(`v(${node})`) ?? { re: zero, im: zero };
  const voltages = new Map<string, Vector>();
  for (const statement of parseNetlist({ name: "t", text }).netlist.statements) {
    if (statement.kind !== "element") continue;
    const [p, n] = statement.nodes.map(({ key }) => at(key));
    voltages.set(statement.name.key, {
      re: p!.re.map((x, k) => x - n!.re[k]!),
      im: p!.im.map((x, k) => x - n!.im[k]!),
    });
  }
  return voltages;
}

const flatSteps = ["flatten"] as const;
const isSimple = (text: string): boolean => {
  const cards = text.replace(/^.*\n/, "");
  return !/^[^rlcvixk.*+\s;$]/im.test(cards) && /^\.ac\b/im.test(cards);
};
const decks = [...galleryDecks(), ...corpusDecks(60, 10, isSimple)]
  .filter(({ text }) => /^\.ac\b/im.test(text))
  .flatMap(({ name, text }) => {
    const flat = tryTransform(text, flatSteps);
    return flat.ok && tryTransform(flat.value.text, ["dual"]).ok ? [{ name, text: flat.value.text }] : [];
  });

const bridge = `a bridge with a current source
V1 a 0 ac 1 30
R1 a b 10
C1 a c 1u
L1 b c 2m
R2 b 0 {2*r}
R3 c 0 33
I1 b 0 ac 0.1
R4 b 0 7
.param r=25
.ac dec 5 100 100k
.end
`;

/** A two-pole: an element, two in series or in parallel, or a bridge of five. */
type TwoPole =
  | { readonly kind: "element"; readonly letter: string; readonly value: string }
  | { readonly kind: "series" | "parallel" | "bridge"; readonly parts: readonly TwoPole[] };

const { pole } = fc.letrec<{ pole: TwoPole; element: TwoPole }>((tie) => ({
  element: fc
    .constantFrom("R 10", "R 4.7k", "R 220", "L 1m", "L 33u", "C 1u", "C 22n")
    .map((text): TwoPole => {
      const [letter = "", value = ""] = text.split(" ");
      return { kind: "element", letter, value };
    }),
  pole: fc.oneof(
    { maxDepth: 4 },
    tie("element"),
    fc
      .array(tie("pole"), { minLength: 2, maxLength: 3 })
      .map((parts): TwoPole => ({ kind: "series", parts })),
    fc
      .array(tie("pole"), { minLength: 2, maxLength: 3 })
      .map((parts): TwoPole => ({ kind: "parallel", parts })),
    fc
      .array(tie("pole"), { minLength: 5, maxLength: 5 })
      .map((parts): TwoPole => ({ kind: "bridge", parts })),
  ),
}));

/** A planar network between a source with a resistance and ground; resistors in series and in parallel keep it solvable, and its dual. */
function deckOf(whole: TwoPole): string {
  const cards: string[] = [];
  let count = 0;
  const write = (part: TwoPole, from: string, to: string): void => {
    if (part.kind === "element") {
      const middle = `n${++count}`;
      cards.push(
        `${part.letter}${++count} ${from} ${middle} ${part.value}`,
        `R${++count} ${middle} ${to} 3.3`,
      );
      if (part.letter !== "R") cards.push(`R${++count} ${from} ${to} 47k`);
    } else if (part.kind === "parallel") for (const inner of part.parts) write(inner, from, to);
    else if (part.kind === "series") {
      const nodes = [from, ...part.parts.slice(1).map(() => `n${++count}`), to];
      for (const [k, inner] of part.parts.entries()) write(inner, nodes[k]!, nodes[k + 1]!);
    } else {
      const [a, b] = [`n${++count}`, `n${++count}`];
      const ends = [
        [from, a],
        [from, b],
        [a, to],
        [b, to],
        [a, b],
      ] as const;
      for (const [k, [one, other]] of ends.entries()) write(part.parts[k]!, one, other);
    }
  };
  write(whole, "in", "0");
  return ["random", "V1 s 0 ac 1", "R0 s in 50", ...cards, ".ac dec 2 100 1meg", ".end", ""].join("\n");
}

const random = fc
  .sample(pole, { numRuns: Number(process.env["TELLEGEN_CIRCUITS"] ?? 12), seed: 5 })
  .map((whole, k) => ({ name: `random network ${k}`, text: deckOf(whole) }));

describe("--dual", () => {
  test("of a ladder is the ladder of the other kind", () => {
    const text =
      "t\nV1 in 0 ac 1\nR1 in a 4\nL1 a out 1m ; a remark\nC1 out 0 2u\nR2 out 0 0.5\n.ac dec 5 1 1k\n* @goal v(out) = 1\n.end\n";
    const other = transformed(text, "dual");
    expect(other).toMatch(
      /^t\nIV1 1 0 ac 1\nR1 \d \d 0\.25\nCL1 \d \d 1m ; a remark\nLC1 \d \d 2u\nR2 \d \d 2\n\.ac/,
    );
    expect(other).not.toContain("@goal");
    expect(codesOf(text, "dual")).toEqual(["transform/dropped"]);
  });

  test("does not exist for K5 without a crossing, and says where", () => {
    const nodes = ["0", "a", "b", "c", "d"];
    const cards = nodes.flatMap((from, i) => nodes.slice(i + 1).map((to) => `R${from}${to} ${from} ${to} 1`));
    expect(codesOf(`t\n${cards.join("\n")}\n.op\n.end\n`, "dual")).toContain("transform/not-planar");
    const utilities = ["a", "b", "c"].flatMap((from) =>
      ["x", "y", "0"].map((to) => `R${from}${to} ${from} ${to} 1`),
    );
    expect(codesOf(`t\n${utilities.join("\n")}\n.op\n.end\n`, "dual")).toContain("transform/not-planar");
    // One branch less, and both can be drawn.
    expect(tryTransform(`t\n${cards.slice(1).join("\n")}\n.op\n.end\n`, ["dual"]).ok).toBe(true);
    expect(tryTransform(`t\n${utilities.slice(1).join("\n")}\n.op\n.end\n`, ["dual"]).ok).toBe(true);
  });

  test("refuses what has no dual", () => {
    const deck = (cards: string): string => `t\nV1 a 0 1\nR1 a 0 1\n${cards}\n.op\n.end\n`;
    for (const cards of [
      "E1 b 0 a 0 2\nR2 b 0 1",
      "X1 a 0 s\n.subckt s a b\nR1 a b 1\n.ends",
      "R2 a b 1",
      "R2 a a 1",
      "R2 a 0 0",
      "L1 a 0 1\nL2 a 0 1\nK1 L1 L2 0.5",
    ])
      expect(codesOf(deck(cards), "dual"), cards).toContain("transform/refused");
  });

  const all = [{ name: "a bridge", text: bridge }, ...random, ...decks];
  test("is tried on some netlists", () => expect(all.length).toBeGreaterThan(5));

  test.skipIf(nativeMissing).each(all)("inverts every impedance of $name", ({ text }) => {
    const other = transformed(text, "dual");
    const before = runDeck(text);
    const [voltages, duals] = [branchVoltages(text, before), branchVoltages(other, runDeck(other))];
    const plot = before.find((candidate) => candidate.has("frequency"))!;
    const scale = largest(duals.values()) || 1;
    let compared = 0;
    // The branches of the dual stand in the order of those that they are the duals of.
    const dualOf = [...duals.values()];
    const elements = parseNetlist({ name: "t", text }).netlist.statements.filter(
      ({ kind }) => kind === "element",
    );
    for (const [index, statement] of elements.entries()) {
      if (statement.kind !== "element") continue;
      const { key } = statement.name;
      // The voltage of a dual branch is the current of the branch: those that ngspice gives, and Ohm's.
      const resistance =
        statement.letter === "r"
          ? parseSpiceNumber(text.slice(statement.value!.span.start, statement.value!.span.end))?.value
          : undefined;
      const voltage = voltages.get(key)!;
      const current =
        resistance === undefined
          ? plot.get(`i(${key})`)
          : { re: voltage.re.map((x) => x / resistance), im: voltage.im.map((x) => x / resistance) };
      if (current === undefined) continue;
      expect(difference(current, dualOf[index]!, scale), key).toBeLessThan(1e-7);
      compared++;
    }
    expect(compared).toBeGreaterThan(0);
  });

  test.skipIf(nativeMissing).each(all)("of the dual is the circuit again: $name", ({ text }) => {
    const back = transformed(text, "dual", "dual");
    const [one, other] = [branchVoltages(text, runDeck(text)), branchVoltages(back, runDeck(back))];
    expect([...other.keys()]).toEqual([...one.keys()]);
    const scale = largest(one.values()) || 1;
    for (const [name, voltage] of one)
      expect(difference(voltage, other.get(name)!, scale), name).toBeLessThan(1e-7);
  });
});
