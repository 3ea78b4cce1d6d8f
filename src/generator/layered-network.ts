import { createRandom } from "../numeric/random.ts";
import { drawSpread, roundTo } from "./drawing.ts";
import { numbersTo, patternTask, sampleTask } from "./layered-task.ts";
import { type DraftPart, type NetlistDraft, trainLines } from "./netlist-draft.ts";
import type { TopologyRequest } from "./topology-options.ts";
import { writeValue } from "./write-value.ts";

/** Middle resistance of a connection [ohm], and how far the drawn ones are spread around it. */
const MIDDLE = 5e3;
const REACH = 3;
/** Voltages [V] of the bias nodes, of an answer, and of the rails that bring the diodes' knees nearer to 0. */
const BIAS = 1;
const ANSWER = { amplified: 0.25, plain: 0.05 };
const KNEE_BIAS = 0.3;

/**
 * Layers of nodes, each joined to all of the next by trained resistors. Every input also comes with its sign reversed, since conductances are positive; an output is the
 * voltage between two nodes for the same reason. A hidden node has two antiparallel diodes to biased rails and an amplifier: voltage
 * forward times A, current backward by 1/A or not at all. It learns patterns, or the samples of a file.
 * After Kendall, Pantone, Manickavasagam, Bengio & Scellier, arXiv:2006.01981.
 */
export function draftLayered({
  layers,
  gain,
  amplifiers,
  seed,
  samples,
}: TopologyRequest<"layered">): NetlistDraft {
  const random = createRandom(seed);
  const [inputs, outputs] = [layers[0]!, layers.at(-1)!];
  const hidden = layers.slice(1, -1);
  const hasAmplifiers = gain !== 1;
  const answer = hasAmplifiers ? ANSWER.amplified : ANSWER.plain;

  const biases = ["one", "minus"];
  const sources = [
    [...numbersTo(inputs).flatMap((k) => [`x${k}`, `nx${k}`]), ...biases],
    ...hidden.map((size, layer) => [
      ...numbersTo(size).map((k) => `${hasAmplifiers ? "a" : "h"}${layer + 1}_${k}`),
      ...biases,
    ]),
  ];
  const sinks = [
    ...hidden.map((size, layer) => numbersTo(size).map((k) => `h${layer + 1}_${k}`)),
    numbersTo(outputs).flatMap((k) => [`y${k}p`, `y${k}n`]),
  ];
  const connections = sinks.map(
    (nodes, layer): DraftPart => ({
      heading: `from layer ${layer} to layer ${layer + 1}`,
      cards: nodes.flatMap((to, t) =>
        sources[layer]!.map((from, f) => {
          const value = writeValue(roundTo(MIDDLE * drawSpread(random, REACH), 3));
          return `R${layer + 1}_${f + 1}_${t + 1} ${from} ${to} ${value}`;
        }),
      ),
    }),
  );
  const task =
    samples === undefined ? patternTask(random, inputs, outputs, answer) : sampleTask(samples, answer);
  return {
    title: `Layered resistive network ${layers.join("-")}${hasAmplifiers ? "" : " without amplifiers"}`,
    about: [
      "Layers of nodes, each joined to all nodes of the next by resistors that are trained. Conductances are positive, so every input x comes with its reverse nx, and an output is the voltage between two nodes, y1p and y1n.",
      ...(hidden.length === 0
        ? []
        : [
            hasAmplifiers
              ? `A hidden node has two antiparallel diodes, which bend its voltage, and ${describeAmplifier(gain, amplifiers)}`
              : "A hidden node has two antiparallel diodes, which bend its voltage.",
          ]),
      task.says,
      "After Kendall et al., Training End-to-End Analog Neural Networks with Equilibrium Propagation, arXiv:2006.01981.",
    ],
    parts: [
      { heading: task.heading, cards: task.cards },
      {
        heading: "bias of every layer",
        cards: [`Vone one 0 dc ${writeValue(BIAS)}`, `Vminus minus 0 dc ${writeValue(-BIAS)}`],
      },
      ...(hidden.length === 0 ? [] : describeNeuron(gain, amplifiers)),
      ...connections,
      ...(hidden.length === 0 ? [] : [hiddenNodes(hidden, hasAmplifiers)]),
      { cards: [task.analysis] },
      {
        heading: "what is trained, and what is to be learned",
        cards: [
          ...trainLines(
            connections.map((_, layer) => `R${layer + 1}_*`),
            "min=100 max=1meg",
          ),
          ...task.directives,
        ],
      },
    ],
  };
}

type Amplifiers = TopologyRequest<"layered">["amplifiers"];

function describeAmplifier(gain: number, amplifiers: Amplifiers): string {
  return amplifiers === "forward"
    ? `an amplifier that multiplies the voltage by ${writeValue(gain)}; nothing comes back through it.`
    : `a bidirectional amplifier: forward it multiplies the voltage by ${writeValue(gain)}, backward it divides the current by it.`;
}

function describeNeuron(gain: number, amplifiers: Amplifiers): readonly DraftPart[] {
  const hasAmplifiers = gain !== 1;
  const amplifier =
    amplifiers === "forward"
      ? [`E1 out 0 in 0 ${writeValue(gain)}`]
      : [
          `E1 forward 0 in 0 ${writeValue(gain)}`,
          "V1 forward out 0",
          `F1 in 0 V1 ${writeValue(roundTo(1 / gain, 6))}`,
        ];
  return [
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
        ...(hasAmplifiers ? amplifier : []),
        ".ends neuron",
        ".model bend d(is=1e-9 n=1.5)",
      ],
    },
  ];
}

function hiddenNodes(hidden: readonly number[], hasAmplifiers: boolean): DraftPart {
  const nodes = hidden.flatMap((size, layer) => numbersTo(size).map((k) => `${layer + 1}_${k}`));
  return {
    heading: "the hidden nodes",
    cards: nodes.map((node) => `X${node} h${node} ${hasAmplifiers ? `a${node} ` : ""}up down neuron`),
  };
}
