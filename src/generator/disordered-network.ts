import { createRandom, type Random } from "../numeric/random.ts";
import { drawDisorderedGraph } from "./draw-disordered-graph.ts";
import { drawSample, drawSpread, roundTo } from "./drawing.ts";
import { type NetlistDraft, trainLines } from "./netlist-draft.ts";
import { type DrawnBranch, networkResponse } from "./network-response.ts";
import type { TopologyRequest } from "./topology-options.ts";
import { writeValue } from "./write-value.ts";

/** All three kinds have an impedance of about 1 kilohm at 100 kHz. */
const MIDDLE = { R: 1e3, L: 1.6e-3, C: 1.6e-9 } as const;
/** How far the values that make the targets are spread, and those of the start, drawn apart. */
const REACH = { good: 3, start: 2 };
const SOURCE_RESISTANCE = 1e3;
const BAND = { from: 40e3, to: 250e3 };
/** A node whose voltage [V] falls below this at some frequency says little about its phase. */
const AUDIBLE = 10e-3;

/**
 * A disordered network of resistors, inductors and capacitors that is driven at some nodes and shall show amplitudes and phases at others, over
 * several frequencies: what the same network shows with other values, so they can be reached.
 * After Berneman and Hexner, arXiv:2506.20402.
 */
export function draftDisordered(request: TopologyRequest<"disordered">): NetlistDraft {
  const { nodes, degree, drives, outputs, frequencies: count, seed } = request;
  const random = createRandom(seed);
  const graph = drawDisorderedGraph(random, nodes, Math.round((nodes * degree) / 2));
  const numbered = graph.map((branch, k) => ({ ...branch, name: `${branch.kind}${k + 1}` }));
  const good = numbered.map(({ kind }) => roundTo(MIDDLE[kind] * drawSpread(random, REACH.good), 6));
  const start = numbered.map(({ kind }) => roundTo(MIDDLE[kind] * drawSpread(random, REACH.start), 3));
  const driven = drawSample(
    random,
    Array.from({ length: nodes }, (_, k) => k),
    drives,
  );

  const frequencies = Array.from({ length: count }, (_, k) =>
    roundTo(BAND.from * (BAND.to / BAND.from) ** (count === 1 ? 0.5 : k / (count - 1)), 3),
  );
  const responses = frequencies.map((frequency) => {
    const branches = numbered.map(
      ({ kind, a, b }, k): DrawnBranch => ({
        kind,
        value: good[k]!,
        incidence:
          b < 0
            ? [[a, 1]]
            : [
                [a, 1],
                [b, -1],
              ],
      }),
    );
    const sources = driven.map(
      (node): DrawnBranch => ({ kind: "R", value: SOURCE_RESISTANCE, incidence: [[node, 1]] }),
    );
    const currents = new Map(driven.map((node) => [node, 1 / SOURCE_RESISTANCE]));
    return networkResponse(nodes, [...branches, ...sources], { currents }, frequency)!;
  });
  const amplitude = (node: number, k: number): number =>
    Math.hypot(responses[k]!.re[node]!, responses[k]!.im[node]!);
  const chosen = chooseOutputs(random, { nodes, driven, outputs }, (node) =>
    Math.min(...frequencies.map((_, k) => amplitude(node, k))),
  );

  const name = (node: number): string => (node < 0 ? "0" : `n${node + 1}`);
  const goals = chosen.flatMap((node) =>
    frequencies.flatMap((frequency, k) => {
      const size = roundTo(amplitude(node, k), 6);
      const { re, im } = responses[k]!;
      const phase = roundTo((Math.atan2(im[node]!, re[node]!) * 180) / Math.PI, 6);
      const at = `at ${writeValue(frequency)}`;
      return [
        `* @goal vm(${name(node)}) = ${writeValue(size)} ${at} scale=${writeValue(roundTo(size / 10, 2))} tol=${writeValue(roundTo(size / 1000, 2))}`,
        `* @goal vp(${name(node)}) = ${writeValue(phase)} ${at} scale=6 tol=0.06`,
      ];
    }),
  );
  const bounds = (kind: GraphKind): string =>
    `min=${writeValue(MIDDLE[kind] / 50)} max=${writeValue(MIDDLE[kind] * 50)}`;
  return {
    title: `Disordered RLC network of ${nodes} nodes and ${graph.length} branches`,
    about: [
      `Near nodes of a square are joined by resistors, inductors and capacitors. Driven at ${listNodes(driven, name)}, it shall show given amplitudes and phases at ${listNodes(chosen, name)}, at ${frequencies.length} frequencies.`,
      "What is asked for is what the same network shows with other values, so it can be learned; others may do it as well.",
      "After Berneman and Hexner, Equilibrium Propagation for Dissipative Dynamics, arXiv:2506.20402.",
    ],
    parts: [
      {
        heading: "drives: 1 V behind 1 kilohm",
        cards: driven.flatMap((node, k) => [
          `V${k + 1} src${k + 1} 0 dc 0 ac 1`,
          `Rs${k + 1} src${k + 1} ${name(node)} ${writeValue(SOURCE_RESISTANCE)}`,
        ]),
      },
      {
        heading: "the network",
        cards: numbered.map(
          ({ name: own, a, b }, k) => `${own} ${name(a)} ${name(b)} ${writeValue(start[k]!)}`,
        ),
      },
      { cards: [`.ac dec 60 ${writeValue(BAND.from)} ${writeValue(BAND.to)}`] },
      {
        heading: "what is trained",
        cards: (["R", "L", "C"] as const).flatMap((kind) =>
          trainLines(
            numbered.filter((branch) => branch.kind === kind).map((branch) => branch.name),
            bounds(kind),
          ),
        ),
      },
      {
        heading: "what is wanted: volts and degrees; a tenth of an amplitude weighs as much as 6 degrees",
        cards: [...goals, "* @learn optimizer=lm steps=200"],
      },
    ],
  };
}

type GraphKind = keyof typeof MIDDLE;

/** Outputs among the nodes that are not driven: drawn from the audible ones, and the loudest of the others where they are too few. */
function chooseOutputs(
  random: Random,
  {
    nodes,
    driven,
    outputs,
  }: { readonly nodes: number; readonly driven: readonly number[]; readonly outputs: number },
  loudness: (node: number) => number,
): readonly number[] {
  const free = Array.from({ length: nodes }, (_, node) => node).filter((node) => !driven.includes(node));
  const loudest = free.toSorted((a, b) => loudness(b) - loudness(a));
  const audible = loudest.filter((node) => loudness(node) >= AUDIBLE);
  const enough = audible.length >= outputs ? audible : loudest.slice(0, outputs);
  return drawSample(random, enough, outputs).toSorted((a, b) => a - b);
}

function listNodes(nodes: readonly number[], name: (node: number) => string): string {
  return nodes.map(name).join(", ");
}
