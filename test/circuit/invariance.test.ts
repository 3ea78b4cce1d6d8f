import { describe, expect, it } from "vitest";
import type { Circuit } from "../../src/circuit/circuit.ts";
import { createRandom } from "../../src/numeric/random.ts";
import { circuitOfText, startOf } from "./elaborate-text.ts";

const cards = [
  ".param r0=1k q={r0/2} z={q*3}",
  ".func half(x)={x/2}",
  ".subckt sec in out r=100\nR1 in m {r}\nC1 m out {half(2n)}\nL1 m out 1u\n.ends",
  ".model rm r(tc1=1m)",
  "V1 in 0 dc 1 ac {q/100} 45",
  "X1 in a sec r={z}",
  "X2 a b sec",
  "R1 b c 2.2k rm",
  "L1 c d 1m",
  "L2 e 0 2m",
  "K1 L1 L2 0.7",
  "R2 d 0 {z}",
  "R3 e 0 50",
  "E1 f 0 b c 3",
  "F1 f 0 V1 {half(5)}",
  "R4 f 0 1k",
  "I1 0 f 1m",
  ".temp 50",
  ".ac dec 5 1 1k",
  "* @train R4 param:r0 sec.L1 K1 E1",
];

/** What a circuit means, without regard to order: every element by name with its nodes and effective values, every derivative by names. */
function meaning(circuit: Circuit): unknown {
  const { slots, derivatives } = circuit.evaluate(startOf(circuit));
  const label = new Map<number, string>();
  const elements = circuit.elements.map((element) => {
    const fields: Record<string, unknown> = { kind: element.kind };
    for (const field of ["value", "dc", "acMagnitude", "acPhase"] as const) {
      if (!(field in element)) continue;
      const slot = (element as unknown as Record<string, number>)[field]!;
      fields[field] = slots[slot];
      label.set(slot, `${element.name}.${field}`.toLowerCase());
    }
    if ("factor" in element) fields["factor"] = element.factor;
    if ("nodes" in element) fields["nodes"] = element.nodes.map((node) => circuit.nodes[node]!.toLowerCase());
    if ("inductors" in element) {
      fields["inductors"] = element.inductors.map((index) => circuit.elements[index]!.name.toLowerCase());
    }
    if ("controlSource" in element)
      fields["control"] = circuit.elements[element.controlSource]!.name.toLowerCase();
    return [element.name.toLowerCase(), fields] as const;
  });
  return {
    elements: Object.fromEntries(elements.sort(([a], [b]) => (a < b ? -1 : 1))),
    derivatives: derivatives
      .filter(({ slot }) => label.has(slot))
      .map(({ slot, parameter, derivative }) => [
        label.get(slot),
        circuit.trainables[parameter]!.name.toLowerCase(),
        derivative,
      ])
      .sort((a, b) => (`${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? -1 : 1)),
    trainables: circuit.trainables
      .map(({ name, start, min, max, scale, unit }) => [name.toLowerCase(), start, min, max, scale, unit])
      .sort((a, b) => (`${a[0]}` < `${b[0]}` ? -1 : 1)),
  };
}

const circuitOf = (lines: readonly string[]): Circuit => circuitOfText(`title\n${lines.join("\n")}\n.end\n`);

describe("a circuit does not depend on", () => {
  const plain = meaning(circuitOf(cards));

  it("the order of its cards", () => {
    const random = createRandom(3);
    for (let trial = 0; trial < 20; trial++) {
      const shuffled = cards
        .map((card) => [random.uniform(), card] as const)
        .sort(([a], [b]) => a - b)
        .map(([, card]) => card);
      expect(meaning(circuitOf(shuffled))).toEqual(plain);
    }
  });

  it("the case of its letters", () => {
    expect(meaning(circuitOf(cards.map((card) => card.toUpperCase())))).toEqual(plain);
  });

  it("continuation lines, blanks and line ends", () => {
    const broken = cards.map((card) =>
      card.startsWith("*") ? card : card.replace(/ (?=\S+$)/gm, "\r\n* in between\r\n+   "),
    );
    expect(meaning(circuitOfText(`title\r\n${broken.join("\r\n")}\r\n.end\r\n`))).toEqual(plain);
  });

  it("whether its subcircuits are nested", () => {
    const nested = cards.map((card) =>
      card.startsWith(".subckt")
        ? ".subckt outer in out r=100\n.subckt sec in out r=100\nR1 in m {r}\nC1 m out {half(2n)}\nL1 m out 1u\n.ends\nX1 in out sec r={r}\n.ends"
        : card.replace(/^(X\d .*) sec/, "$1 outer"),
    );
    const values = (circuit: Circuit): readonly number[] => {
      const { slots } = circuit.evaluate(startOf(circuit));
      return circuit.elements.flatMap((element) => ("value" in element ? [slots[element.value]!] : []));
    };
    expect(values(circuitOf(nested))).toEqual(values(circuitOf(cards)));
  });
});
