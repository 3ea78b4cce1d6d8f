import { createRandom, type Random } from "../numeric/random.ts";
import { drawSpread, roundTo } from "./drawing.ts";
import { type NetlistDraft, trainLines } from "./netlist-draft.ts";
import type { TopologyRequest } from "./topology-options.ts";
import { writeValue } from "./write-value.ts";

/** Middle resistance of a connection [ohm], and how far the drawn ones are spread around it. */
const MIDDLE = 5e3;
const REACH = 3;
/** Voltages [V] of a true and of a false input, of the answer, and of the bias that brings the diodes' knees nearer to 0. */
const INPUT = 1;
const ANSWER = { amplified: 0.25, plain: 0.05 };
const KNEE_BIAS = 0.3;
const MOST_PATTERNS = 16;

/**
 * Layers of nodes, each joined to all of the next by trained resistors. Every input also comes with its sign reversed, since conductances are positive; an output is the
 * voltage between two nodes for the same reason. A hidden node has two antiparallel diodes to biased rails and a bidirectional amplifier: voltage
 * forward times A, current backward by 1/A. The patterns are swept by an index, and each output answers one class of them.
 * After Kendall, Pantone, Manickavasagam, Bengio & Scellier, arXiv:2006.01981.
 */
export function draftLayered({ layers, gain, seed }: TopologyRequest<"layered">): NetlistDraft {
  const random = createRandom(seed);
  const [inputs, outputs] = [layers[0]!, layers.at(-1)!];
  const hidden = layers.slice(1, -1);
  const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => k + 1);

  const hasAmplifiers = gain !== 1;
  const answer = hasAmplifiers ? ANSWER.amplified : ANSWER.plain;
  const rails = ["one", "minus"];
  const sources = [
    [...numbers(inputs).flatMap((k) => [`x${k}`, `nx${k}`]), ...rails],
    ...hidden.map((size, layer) => [
      ...numbers(size).map((k) => `${hasAmplifiers ? "a" : "h"}${layer + 1}_${k}`),
      ...rails,
    ]),
  ];
  const sinks = [
    ...hidden.map((size, layer) => numbers(size).map((k) => `h${layer + 1}_${k}`)),
    numbers(outputs).flatMap((k) => [`y${k}p`, `y${k}n`]),
  ];
  const connections = sinks.map((nodes, layer) =>
    nodes.flatMap((to, t) =>
      sources[layer]!.map((from, f) => ({
        name: `R${layer + 1}_${f + 1}_${t + 1}`,
        card: `${from} ${to} ${writeValue(roundTo(MIDDLE * drawSpread(random, REACH), 3))}`,
      })),
    ),
  );
  const patterns = drawPatterns(random, inputs);
  const classOf = (pattern: readonly number[]): number =>
    pattern.filter((bit) => bit > 0).length % Math.max(2, outputs);
  const goals = numbers(outputs).flatMap((k) =>
    ([true, false] as const).flatMap((isRight) => {
      // One output answers odd patterns; of several, each answers a class of its own.
      const mine = patterns.flatMap((pattern, index) =>
        (classOf(pattern) === (outputs === 1 ? 1 : k - 1)) === isRight ? [index] : [],
      );
      return mine.length === 0
        ? []
        : [
            `* @goal v(y${k}p,y${k}n) = ${writeValue(isRight ? answer : -answer)} at ${mine.join(", ")} scale=${writeValue(answer)} tol=${writeValue(answer / 5)}`,
          ];
    }),
  );
  const hiddenNodes = hidden.flatMap((size, layer) => numbers(size).map((k) => `${layer + 1}_${k}`));
  return {
    title: `Layered resistive network ${layers.join("-")}${hasAmplifiers ? "" : " without amplifiers"}`,
    about: [
      "Layers of nodes, each joined to all nodes of the next by resistors that are trained. Conductances are positive, so every input x comes with its reverse nx, and an output is the voltage between two nodes, y1p and y1n.",
      hasAmplifiers
        ? `A hidden node has two antiparallel diodes, which bend its voltage, and a bidirectional amplifier: forward it multiplies the voltage by ${writeValue(gain)}, backward it divides the current by it.`
        : "A hidden node has two antiparallel diodes, which bend its voltage.",
      `${patterns.length} input patterns of +1 V and -1 V are swept by their index; ${outputs === 1 ? "the output tells odd patterns from even ones" : `output k answers the patterns whose number of +1 is k-1 modulo ${outputs}`}. With two inputs and one or two outputs this is exclusive or.`,
      "After Kendall et al., Training End-to-End Analog Neural Networks with Equilibrium Propagation, arXiv:2006.01981.",
    ],
    parts: [
      {
        heading: "the index of the pattern, and the inputs with their reverses",
        cards: [
          "Vpattern pattern 0 dc 0",
          ...numbers(inputs).flatMap((k) => [
            `Bx${k} x${k} 0 v=pwl(v(pattern), ${patterns.map((pattern, index) => `${index},${writeValue(pattern[k - 1]!)}`).join(", ")})`,
            `Enx${k} nx${k} 0 x${k} 0 -1`,
          ]),
        ],
      },
      {
        heading: "bias of every layer",
        cards: [`Vone one 0 dc ${writeValue(INPUT)}`, `Vminus minus 0 dc ${writeValue(-INPUT)}`],
      },
      {
        heading: "rails of the diodes: biased so that the diodes begin to conduct nearer to 0 V",
        cards: [`Vup up 0 dc ${writeValue(-KNEE_BIAS)}`, `Vdown down 0 dc ${writeValue(KNEE_BIAS)}`],
      },
      {
        heading: hasAmplifiers
          ? "a hidden node: diodes, and the bidirectional amplifier from in to out"
          : "a hidden node: its diodes",
        cards: [
          `.subckt neuron in${hasAmplifiers ? " out" : ""} up down`,
          "D1 in up bend",
          "D2 down in bend",
          ...(hasAmplifiers
            ? [
                `E1 forward 0 in 0 ${writeValue(gain)}`,
                "V1 forward out 0",
                `F1 in 0 V1 ${writeValue(roundTo(1 / gain, 6))}`,
              ]
            : []),
          ".ends neuron",
          ".model bend d(is=1e-9 n=1.5)",
        ],
      },
      ...connections.map((layer, k) => ({
        heading: `from layer ${k} to layer ${k + 1}`,
        cards: [...layer.map(({ name, card }) => `${name} ${card}`)],
      })),
      {
        heading: "the hidden nodes",
        cards: hiddenNodes.map(
          (node) => `X${node} h${node} ${hasAmplifiers ? `a${node} ` : ""}up down neuron`,
        ),
      },
      { cards: [`.dc Vpattern 0 ${patterns.length - 1} 1`] },
      {
        heading: "what is trained, and the answers [V]",
        cards: [
          ...trainLines(
            connections.map((_, layer) => `R${layer + 1}_*`),
            "min=100 max=1meg",
          ),
          ...goals,
          "* @learn optimizer=lm steps=100",
        ],
      },
    ],
  };
}

/** All patterns of the inputs, or 16 different ones of many. */
function drawPatterns(random: Random, inputs: number): readonly (readonly number[])[] {
  const every = inputs <= Math.log2(MOST_PATTERNS);
  const count = every ? 2 ** inputs : MOST_PATTERNS;
  const patterns = new Map<string, readonly number[]>();
  while (patterns.size < count) {
    const index = patterns.size;
    const bits = Array.from({ length: inputs }, (_, k) => (every ? (index >> k) & 1 : random.integer(2)));
    patterns.set(
      bits.join(""),
      bits.map((bit) => (bit === 1 ? INPUT : -INPUT)),
    );
  }
  return [...patterns.values()];
}
