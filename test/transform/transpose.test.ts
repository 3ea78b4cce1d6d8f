import { describe, expect, test } from "vitest";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import { elaborate } from "../../src/circuit/elaborate.ts";
import { nativeMissing } from "../engine/native-ngspice.ts";
import { corpusDecks, galleryDecks } from "./decks.ts";
import { expectSameVoltages } from "./expect-same-voltages.ts";
import { difference, largest, runDeck, type Vector } from "./run-deck.ts";
import { codesOf, transformed, tryTransform } from "./transform-text.ts";

const everyKind = `one of each
V1 in 0 ac 1
R1 in a 1k
C1 a 0 1n
E1 b 0 a c 2.5
R2 b c 470
L1 c 0 1m
Vs c d 0
R3 d e 2k
F1 0 a Vs 0.7
H1 f e Vs 33
R4 f 0 1.5k
F2 e 0 Vs -0.2
G1 a f d 0 1m
R5 e 0 3k
X1 f a amp
.subckt amp p q
Rp p x 100
Ep y 0 x q 3
Ry y q 1k
.ends
.ac dec 5 1k 1meg
.end
`;

/** The deck with its sources off and 1 A into a node. */
function driven(text: string, node: string): string {
  return text
    .replace(/\bac\s+\S+/gi, (match, offset: number, whole: string) =>
      /^[vi]/i.test(whole.slice(whole.lastIndexOf("\n", offset) + 1)) ? "ac 0" : match,
    )
    .replace(/\n\.end\b/i, `\nIdrive_ 0 ${node} dc 0 ac 1\n.end`);
}

/** The names of the nodes of the deck itself. */
function nodesOf(text: string): readonly string[] {
  const { netlist } = parseNetlist({ name: "t", text });
  const circuit = elaborate(netlist, { readInclude: () => ({ kind: "missing", reason: "" }) });
  if (!circuit.ok) throw new Error("not a circuit");
  return circuit.value.nodes.slice(1).filter((name) => !name.includes("."));
}

/** z(a,b) of the deck against z(b,a) of its transpose, for a few pairs of nodes. */
function expectTransposed(text: string): void {
  const other = transformed(text, "transpose");
  const nodes = nodesOf(text);
  const pick = [0, Math.floor(nodes.length / 2), nodes.length - 1].map((k) => nodes[k]!);
  const row = new Map(pick.map((node) => [node, runDeck(driven(text, node)).at(-1)!] as const));
  const column = new Map(pick.map((node) => [node, runDeck(driven(other, node)).at(-1)!] as const));
  const z = (run: ReadonlyMap<string, ReadonlyMap<string, Vector>>, into: string, at: string): Vector =>
    run.get(into)!.get(`v(${at.toLowerCase()})`)!;
  const scale = largest(pick.flatMap((a) => pick.map((b) => z(row, a, b)))) || 1;
  for (const a of pick)
    for (const b of pick)
      expect(difference(z(row, a, b), z(column, b, a), scale), `${a} ${b}`).toBeLessThan(1e-9);
}

const hasControlled = (text: string): boolean =>
  /^[efgh]\w/im.test(text.replace(/^.*\n/, "")) && /^\.ac\b/im.test(text);
const usable = [...galleryDecks(), ...corpusDecks(30, 9, hasControlled)].filter(
  ({ text }) =>
    /^\.ac\b/im.test(text) && !/^\.(?:op|dc|tran)\b/im.test(text) && tryTransform(text, ["transpose"]).ok,
);

describe("--transpose", () => {
  test("keeps every gain's text, and takes what is trained along", () => {
    const text =
      "t\nV1 in 0 ac 1\nR1 in a 1k ; stays\nE1 b 0 a 0 2.50\nR2 b 0 1k\nG1 a 0 b 0 1m\n.ac lin 1 1 1\n* @train E1\n* @goal i(E1) = 1\n.end\n";
    expect(transformed(text, "transpose")).toBe(
      "t\nV1 in 0 ac 1\nR1 in a 1k ; stays\nVE1 b 0 0\nFE1 0 a VE1 2.50\nR2 b 0 1k\nG1 b 0 a 0 1m\n.ac lin 1 1 1\n* @train FE1\n* @goal i(VE1) = 1\n.end\n",
    );
  });

  test("keeps remarks and annotations with the gains", () => {
    const text =
      "t\nV1 in 0 0\nR1 in a 1k\nE1 b 0\n* between\n+ a 0 2.50 ; @train min=1\nR2 b 0 1k\nF1 a 0 V1 2 $ mirror\nH1 c 0 V1 30 ; sense\nR3 c 0 1k\n.ac lin 1 1 1\n.end\n";
    expect(transformed(text, "transpose")).toBe(
      "t\nV1 in V1_1 0\nEF1 V1_1 V1_2 0 a 2 $ mirror\nHH1 V1_2 0 VH1 30 ; sense\nR1 in a 1k\nVE1 b 0 0\n* between\nFE1 0 a VE1 2.50 ; @train min=1\nR2 b 0 1k\nVH1 c 0 0\nR3 c 0 1k\n.ac lin 1 1 1\n.end\n",
    );
  });

  test("takes no name of a node that is there already", () => {
    const text = "t\nV1 in 0 0\nR1 in V1_1 1k\nR2 V1_1 0 1k\nF1 a 0 V1 2\nR3 a 0 1k\n.ac lin 1 1 1\n.end\n";
    expect(transformed(text, "transpose")).toContain("V1 in V1_1_ 0\nEF1 V1_1_ 0 0 a 2\n");
  });

  test("leaves a reciprocal network as it is", () => {
    const text = "t\nV1 a 0 1\nR1 a b 1\nL1 b 0 1\nL2 c 0 1\nR2 c 0 1\nK1 L1 L2 0.5\n.ac lin 1 1 1\n.end\n";
    expect(transformed(text, "transpose")).toBe(text);
  });

  test("leaves diodes alone where nothing is transposed, and refuses them elsewhere: their operating point would change", () => {
    const text = "t\nV1 a 0 1\nR1 a b 1\nD1 b 0 dm\n.model dm d\n.op\n.end\n";
    expect(transformed(text, "transpose")).toBe(text);
    expect(codesOf(text.replace("R1", "E1 c 0 b 0 2\nR2 c 0 1\nR1"), "transpose")).toContain(
      "transform/refused",
    );
  });

  test("refuses what depends on the operating point, and what is not linear", () => {
    const bipolar = "t\nV1 c 0 1\nQ1 c b 0 qm\nR1 b 0 1k\n.model qm npn\n.op\n.end\n";
    expect(codesOf(bipolar, "transpose")).toContain("transform/refused");
    expect(codesOf("t\nV1 a 0 1\nB1 b 0 v=v(a)^2\nR1 b 0 1k\n.op\n.end\n", "transpose")).toContain(
      "transform/refused",
    );
  });

  test("refuses E and F under an m=, which ngspice applies to the one and not to the other", () => {
    const deck = (card: string, inner = "", use = "m=2") =>
      `t\nI1 0 a ac 1\nX1 a b o ${use}\nR1 b 0 1k\n.subckt o p q${inner}\nX2 p q s\n.ends\n.subckt s p q\nR1 p n 1k\nV1 n q 0\n${card}\nR2 c 0 1k\n.ends\n.ac lin 1 1 1\n.end\n`;
    for (const card of ["E1 c 0 p q 2", "F1 c 0 V1 2"]) {
      expect(codesOf(deck(card), "transpose"), card).toContain("transform/refused");
      expect(codesOf(deck(card, " m=1"), "transpose"), card).not.toContain("transform/refused");
      expect(codesOf(deck(card, "", ""), "transpose"), card).not.toContain("transform/refused");
    }
    for (const card of ["G1 c 0 p q 2", "H1 c 0 V1 2"])
      expect(codesOf(deck(card), "transpose"), card).not.toContain("transform/refused");
  });

  test.skipIf(nativeMissing)("transposes the impedance matrix with sources of every kind", () => {
    expectTransposed(everyKind);
  });

  test.skipIf(nativeMissing).each(usable)("transposes the impedance matrix of $name", ({ text }) => {
    expectTransposed(text);
  });

  test.skipIf(nativeMissing).each([{ name: "one of each", text: everyKind }, ...usable])(
    "twice is the same circuit: $name",
    ({ text }) => {
      const twice = transformed(text, "transpose", "transpose");
      expectSameVoltages(runDeck(text), runDeck(twice), { complete: true });
    },
  );
});
