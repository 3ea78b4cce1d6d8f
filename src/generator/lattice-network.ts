import { createRandom } from "../numeric/random.ts";
import { drawSample, drawSpread, roundTo } from "./drawing.ts";
import { type NetlistDraft, trainLines } from "./netlist-draft.ts";
import { type DrawnBranch, networkResponse } from "./network-response.ts";
import type { TopologyRequest } from "./topology-options.ts";
import { writeValue } from "./write-value.ts";

/** Middle resistance [ohm], and how far those of the pattern and those of the start are spread around it. */
const MIDDLE = 1e3;
const REACH = { good: 5, start: 1.5 };
const TOLERANCE = 1e-3;

/**
 * A square lattice of resistors, at operating points. Allostery: a voltage between two nodes of the left edge makes a pattern of voltages at drawn nodes
 * of the right half. Regression: an input voltage is swept, and the outputs shall be linear functions of it. The goals are what the same lattice
 * shows with other resistances, so they can be reached.
 */
export function draftLattice(request: TopologyRequest<"lattice">): NetlistDraft {
  const { rows, columns, task, outputs, seed } = request;
  const random = createRandom(seed);
  const at = (row: number, column: number): number => row * columns + column;
  const name = (node: number): string => `n${Math.floor(node / columns) + 1}_${(node % columns) + 1}`;
  const resistors = Array.from({ length: rows * columns }, (_, node) => {
    const [row, column] = [Math.floor(node / columns), node % columns];
    return [
      ...(column + 1 < columns ? [{ letter: "h", a: node, b: at(row, column + 1) }] : []),
      ...(row + 1 < rows ? [{ letter: "v", a: node, b: at(row + 1, column) }] : []),
    ];
  })
    .flat()
    .map(({ letter, a, b }) => ({
      name: `R${letter}${name(a).slice(1)}`,
      a,
      b,
      good: roundTo(MIDDLE * drawSpread(random, REACH.good), 6),
      start: roundTo(MIDDLE * drawSpread(random, REACH.start), 3),
    }));
  const [input, sink, bias] = [at(0, 0), at(rows - 1, 0), at(0, columns - 1)];
  const isRight = (node: number): boolean => node % columns >= columns / 2;
  const free = Array.from({ length: rows * columns }, (_, node) => node).filter(
    (node) => isRight(node) && (task === "allostery" || node !== bias),
  );
  const targets = drawSample(random, free, outputs).toSorted((a, b) => a - b);

  const branches = resistors.map(
    ({ a, b, good }): DrawnBranch => ({
      kind: "R",
      value: good,
      incidence: [
        [a, 1],
        [b, -1],
      ],
    }),
  );
  const solve = (x: number): readonly number[] => {
    const held = new Map([[input, x], [sink, 0], ...(task === "regression" ? [[bias, 1] as const] : [])]);
    const response = networkResponse(rows * columns, branches, { held }, 0)!;
    return targets.map((node) => roundTo(response.re[node]!, 5));
  };
  const tolerance = `tol=${writeValue(TOLERANCE)}`;
  const [atZero, atOne] = [solve(0), solve(1)];
  const isSweep = task === "regression";
  const goals = targets.map((node, k) =>
    isSweep
      ? `* @goal v(${name(node)}) = ${writeValue(roundTo(atOne[k]! - atZero[k]!, 5))}*x + ${writeValue(atZero[k]!)} ${tolerance}`
      : `* @goal v(${name(node)}) = ${writeValue(atOne[k]!)} ${tolerance}`,
  );
  return {
    title: `Resistor lattice of ${rows} x ${columns} nodes that learns ${isSweep ? "linear functions" : "allostery"}`,
    about: [
      isSweep
        ? "A square lattice of resistors. The input is swept, a second node is held at 1 V, a third at 0 V, and the outputs shall be linear functions of the input."
        : "A square lattice of resistors. A voltage across the left edge shall make given voltages far away, on the right.",
      "What is asked for is what the same lattice shows with other resistances, so it can be learned; others may do it as well.",
      "Node n<row>_<column>; Rh and Rv lead from it to the right and down.",
    ],
    parts: [
      {
        heading: isSweep ? "input, bias, and the node that is held at 0" : "the sources on the left edge",
        cards: [
          `Vin ${name(input)} 0 dc 1`,
          ...(isSweep ? [`Vbias ${name(bias)} 0 dc 1`] : []),
          `Vsink ${name(sink)} 0 dc 0`,
        ],
      },
      {
        heading: "the lattice",
        cards: resistors.map(
          ({ name: own, a, b, start }) => `${own} ${name(a)} ${name(b)} ${writeValue(start)}`,
        ),
      },
      { cards: [isSweep ? ".dc Vin 0 1 0.25" : ".op"] },
      {
        heading: "what is trained, and what is wanted [V]",
        cards: [
          ...trainLines(
            resistors.map(({ name: own }) => own),
            `min=${writeValue(MIDDLE / 50)} max=${writeValue(MIDDLE * 50)}`,
          ),
          ...goals,
          "* @learn optimizer=lm steps=100",
        ],
      },
    ],
  };
}
