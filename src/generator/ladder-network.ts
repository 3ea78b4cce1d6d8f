import { createRandom } from "../numeric/random.ts";
import { drawSpread, roundTo } from "./drawing.ts";
import { type NetlistDraft, trainLines } from "./netlist-draft.ts";
import type { TopologyRequest } from "./topology-options.ts";
import { writeValue } from "./write-value.ts";

/** How far the values stand from those that do it. */
const REACH = 2;

/**
 * A doubly terminated LC low-pass ladder whose values are off, and the Butterworth response of its order as the goal: |v(out)| = ½/√(1 + (f/f₀)^2n).
 * The values that do it are g_k = 2 sin((2k - 1)π/2n) in units of 1/(ω₀ Z) and Z/ω₀.
 */
export function draftLadder({ order, impedance, frequency, seed }: TopologyRequest<"ladder">): NetlistDraft {
  const random = createRandom(seed);
  const angularFrequency = 2 * Math.PI * frequency;
  const elements = Array.from({ length: order }, (_, k) => {
    const g = 2 * Math.sin(((2 * k + 1) * Math.PI) / (2 * order));
    const isShunt = k % 2 === 0;
    const value = isShunt ? g / (impedance * angularFrequency) : (g * impedance) / angularFrequency;
    return {
      name: `${isShunt ? "C" : "L"}${k + 1}`,
      nodes: isShunt ? `${shuntNode(k, order)} 0` : `${shuntNode(k - 1, order)} ${shuntNode(k + 1, order)}`,
      value: roundTo(value * drawSpread(random, REACH), 3),
      good: value,
    };
  });
  const good = elements.map(({ name, good: value }) => `${name}=${writeValue(value)}`).join(" ");
  const corner = writeValue(frequency);
  return {
    title: `LC low-pass ladder of order ${order}, ${writeValue(impedance)} ohm, ${corner}Hz`,
    about: [
      `A ladder of inductors and capacitors between two resistances. Its values are drawn up to ${REACH} times off and are trained to the Butterworth response.`,
      `Known good: ${good}`,
    ],
    parts: [
      {
        heading: "the source: half its voltage reaches a matched load",
        cards: ["V1 src 0 dc 0 ac 1", `Rs src n1 ${writeValue(impedance)}`],
      },
      {
        heading: "the ladder",
        cards: elements.map(({ name, nodes, value }) => `${name} ${nodes} ${writeValue(value)}`),
      },
      { heading: "the load", cards: [`Rl out 0 ${writeValue(impedance)}`] },
      {
        cards: [
          `.ac dec 20 ${writeValue(roundTo(frequency / 10, 3))} ${writeValue(roundTo(frequency * 5, 3))}`,
        ],
      },
      {
        heading: "what is trained, and the response that is wanted [dB]",
        cards: [
          ...trainLines(
            elements.map(({ name }) => name),
            "",
          ),
          `* @goal response: vdb(out) = 20*log10(0.5/sqrt(1+(f/${corner})^${2 * order})) tol=0.05`,
          "* @learn optimizer=lm steps=100",
        ],
      },
    ],
  };
}

/** The node of the shunt capacitor with index k (even); an even order ends with an inductor into the load. */
function shuntNode(k: number, order: number): string {
  return k >= order - 1 ? "out" : `n${(k >> 1) + 1}`;
}
