import { createRandom } from "../numeric/random.ts";
import { drawSprings, type SpringLayout, stretchOf } from "./draw-springs.ts";
import { drawSpread, roundTo } from "./drawing.ts";
import { type NetlistDraft, trainLines } from "./netlist-draft.ts";
import { type DrawnBranch, networkResponse } from "./network-response.ts";
import { springMotion } from "./spring-motion.ts";
import type { TopologyRequest } from "./topology-options.ts";
import { writeValue } from "./write-value.ts";

/** Masses [kg] in a viscous medium [N s/m], springs of about this stiffness [N/m]: the motions take tenths of seconds. */
const MASS = 0.2;
const DRAG = 2;
const STIFFNESS = 500;
/** How far the stiffnesses that do it are spread, and those of the start, drawn apart. */
const REACH = { good: 3, start: 1.5 };
const FREQUENCIES = [0.5, 1, 2, 3, 4];
/** The push from rest: grid [s], when it is full and when it is over [s], and when the displacement is asked for. */
const REST = { step: 0.01, count: 200, asked: [0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 1.8, 2] };
const push = (time: number): number => Math.max(0, Math.min(1, time / 0.2, (1 - time) / 0.2));

/**
 * Masses and springs in the plane by the mobility analogy (velocity is voltage, force is current): a force on the leftmost mass shall move the rightmost
 * one in a given way, periodically or after one push from rest. The motion asked for is that of the same network with other stiffnesses.
 * After Berneman and Hexner, arXiv:2506.20402.
 */
export function draftSprings({ masses, columns, drive, seed }: TopologyRequest<"springs">): NetlistDraft {
  const random = createRandom(seed);
  const layout = drawSprings(random.uniform, masses, Math.min(columns, masses));
  const good = layout.springs.map(() => roundTo(STIFFNESS * drawSpread(random, REACH.good), 6));
  const start = layout.springs.map(() => roundTo(STIFFNESS * drawSpread(random, REACH.start), 3));
  const outermost = (side: 1 | -1): number =>
    layout.places.reduce((best, [x], k) => (side * x > side * layout.places[best]![0] ? k : best), 0);
  const task = { layout, good, pushed: outermost(-1), target: outermost(1) };
  const { cards, analysis, goals, says } = drive === "periodic" ? periodicTask(task) : restTask(task);

  const node = (axis: "x" | "y", mass: number): string => (mass < 0 ? "0" : `${axis}${mass + 1}`);
  const names = layout.springs.map((_, k) => `L${k + 1}`);
  return {
    title: `Spring network of ${masses} masses and ${layout.springs.length} springs in the plane`,
    about: [
      "Masses and springs by the mobility analogy: velocity [m/s] is voltage, force [N] is current, a mass [kg] is a capacitance to ground, a spring of k newtons per metre an inductance of 1/k.",
      says,
      "What is asked for is how the same network moves with other springs, so it can be learned; others may do it as well.",
      "After Berneman and Hexner, Equilibrium Propagation for Dissipative Dynamics, arXiv:2506.20402.",
    ],
    parts: [
      { heading: "the force [N] on the leftmost mass", cards },
      {
        heading: `a mass with the drag of the medium on it: ${MASS} kg, ${DRAG} N s/m`,
        cards: [
          ".subckt mass x y",
          `Cx x 0 ${MASS}`,
          `Cy y 0 ${MASS}`,
          `Rx x 0 ${1 / DRAG}`,
          `Ry y 0 ${1 / DRAG}`,
          ".ends mass",
        ],
      },
      {
        heading:
          "a bar between two masses: v(s) is how fast it grows shorter, c and d are the cosines of its direction",
        cards: [
          ".subckt bar xa ya xb yb s c=1 d=0",
          "E1 m 0 xa xb {c}",
          "E2 n m ya yb {d}",
          "V1 n s 0",
          "F1 xa xb V1 {c}",
          "F2 ya yb V1 {d}",
          ".ends bar",
        ],
      },
      { heading: "the masses", cards: layout.places.map((_, k) => `X${k + 1} x${k + 1} y${k + 1} mass`) },
      {
        heading: "the springs: 1/L newtons per metre; node 0 is the wall",
        cards: layout.springs.flatMap(({ a, b, cosines: [c, d] }, k) => [
          `XS${k + 1} ${node("x", a)} ${node("y", a)} ${node("x", b)} ${node("y", b)} s${k + 1} bar c=${c} d=${d}`,
          `L${k + 1} s${k + 1} 0 ${writeValue(roundTo(1 / start[k]!, 4))}`,
        ]),
      },
      {
        heading: "so many ideal transformers want better pivots than ngspice takes by default",
        cards: [".options pivrel=0.1", analysis],
      },
      {
        heading: "what is trained, and the motion that is wanted",
        cards: [
          ...trainLines(names, `min=${writeValue(1 / (STIFFNESS * 50))} max=${writeValue(50 / STIFFNESS)}`),
          ...goals,
          "* @learn optimizer=lm steps=200",
        ],
      },
    ],
  };
}

/** A network and the masses that a task is about. */
interface SpringTask {
  readonly layout: SpringLayout;
  /** Stiffnesses [N/m] that do it. */
  readonly good: readonly number[];
  readonly pushed: number;
  readonly target: number;
}

interface TaskText {
  readonly says: string;
  readonly cards: readonly string[];
  readonly analysis: string;
  readonly goals: readonly string[];
}

function periodicTask({ layout, good, pushed, target }: SpringTask): TaskText {
  const coordinates = 2 * layout.places.length;
  const own = Array.from({ length: coordinates }, (_, k): readonly DrawnBranch[] => [
    { kind: "C", value: MASS, incidence: [[k, 1]] },
    { kind: "R", value: 1 / DRAG, incidence: [[k, 1]] },
  ]).flat();
  const springs = layout.springs.map(
    (spring, k): DrawnBranch => ({ kind: "L", value: 1 / good[k]!, incidence: stretchOf(spring) }),
  );
  const currents = new Map([[2 * pushed, 1]]);
  const goals = FREQUENCIES.flatMap((frequency) => {
    const { re, im } = networkResponse(coordinates, [...own, ...springs], { currents }, frequency)!;
    const [a, b] = [re[2 * target]!, im[2 * target]!];
    const size = roundTo(Math.hypot(a, b), 6);
    const phase = roundTo((Math.atan2(b, a) * 180) / Math.PI, 6);
    return [
      `* @goal vm(x${target + 1}) = ${writeValue(size)} at ${frequency} scale=${writeValue(roundTo(size / 10, 2))} tol=${writeValue(roundTo(size / 1000, 2))}`,
      `* @goal vp(x${target + 1}) = ${writeValue(phase)} at ${frequency} scale=6 tol=0.06`,
    ];
  });
  return {
    says: `A force of 1 N moves the leftmost mass (${pushed + 1}) to and fro; the rightmost one (${target + 1}) shall move sideways with given amplitudes [m/s] and phases [degrees] at ${FREQUENCIES.length} frequencies.`,
    cards: [`I1 0 x${pushed + 1} dc 0 ac 1`],
    analysis: ".ac lin 41 0.5 4.5",
    goals,
  };
}

function restTask({ layout, good, pushed, target }: SpringTask): TaskText {
  const size = 2 * layout.places.length;
  const stiffness = Array.from({ length: size }, () => new Float64Array(size));
  layout.springs.forEach((spring, k) => {
    for (const [row, one] of stretchOf(spring))
      for (const [column, other] of stretchOf(spring)) stiffness[row]![column]! += good[k]! * one * other;
  });
  const motion = springMotion({ mass: MASS, drag: DRAG, stiffness }, 2 * pushed, push, REST.step, REST.count);
  const place = (time: number): number => motion[Math.round(time / REST.step)]![2 * target]!;
  const largest = Math.max(...motion.map((x) => Math.abs(x[2 * target]!)));
  const scales = `scale=${writeValue(roundTo(largest / 10, 2))} tol=${writeValue(roundTo(largest / 200, 2))}`;
  return {
    says: `The leftmost mass (${pushed + 1}) is pushed once, for a second; the rightmost one (${target + 1}) shall move sideways in a given way. Displacement is read by a gauge, a spring of 1 N/m: its force in newtons is the way in metres.`,
    cards: [`I1 0 x${pushed + 1} pulse(0 1 0 0.2 0.2 0.6 10)`, `Lgauge x${target + 1} 0 1`],
    analysis: `.tran ${REST.step} ${REST.step * REST.count} uic`,
    goals: REST.asked.map(
      (time) => `* @goal i(Lgauge) = ${writeValue(roundTo(place(time), 6))} at ${time} ${scales}`,
    ),
  };
}
