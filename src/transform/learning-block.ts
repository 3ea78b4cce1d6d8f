import type { LinearGoal } from "./linear-goals.ts";
import { writeNumber } from "./write-number.ts";

/** One trained value with the resistors that have it. */
export interface LearningValue {
  /** Names its nodes: `R1`, `rload`. */
  readonly name: string;
  readonly resistors: readonly LearningResistor[];
}

/** A resistor that is to become adjustable. */
export interface LearningResistor {
  readonly name: string;
  readonly nodes: readonly [string, string];
  /** Conductance at the value as written [S]. */
  readonly conductance: number;
}

/** What the learning part of a deck is made of. */
interface Learning {
  readonly values: readonly LearningValue[];
  readonly goals: readonly LinearGoal[];
  /** A bound of every voltage of the network [V]. */
  readonly span: number;
  readonly periods: number;
}

/** The period of the clock [s]. */
const PERIOD = 1e-3;
/** Storage of controls and conductances [F], and the time constant with which they follow, as a part of the period. */
const STORAGE = 1e-6;
const FOLLOWING = 1 / 60;
/** Stretch of a spring under the largest voltage that its conductance can see. */
const STRETCH = 0.2;

/** Cards of the learning, and the names that they need. */
export function writeLearningBlock(learning: Learning): {
  readonly lines: readonly string[];
  readonly names: readonly string[];
} {
  const { values, goals, span, periods } = learning;
  const beta = chooseBeta(learning);
  const end = PERIOD * periods;
  const lines = [
    "* Learning. v(th_R): conductance as a part of the value that was written; v(u_R): its control; v(f_R): stretch of the spring between them.",
    "* hold: controls move to where the conductances would stay. release: controls stay, the outputs are nudged, and the conductances relax.",
    ...values.flatMap((value) => writeValue(value, span)),
    ...goals.map((goal, index) => writeNudge(goal, index, beta)),
    ...writeClock(),
    ".options reltol=1e-6 vntol=1e-9 abstol=1e-12",
    `.tran ${writeNumber(PERIOD / 10)} ${writeNumber(end)} 0 ${writeNumber(PERIOD / 10)}`,
    ...values.map(({ name }) => `.measure tran theta_${name} find v(th_${name}) at=${writeNumber(end)}`),
  ];
  const names = [
    "hold",
    "nudge",
    "release",
    "Vhold",
    "Vnudge",
    "Vrelease",
    ...goals.map((_, index) => `Bnudge${index + 1}`),
    ...values.flatMap(({ name, resistors }) => [
      ...[`th_${name}`, `u_${name}`, `f_${name}`],
      ...["Bf", "Bu", "Bth", "Cu", "Cth"].map((letters) => `${letters}_${name}`),
      ...resistors.map((resistor) => `B${resistor.name}`),
    ]),
  ];
  return { lines, names };
}

/** The card of a resistor whose conductance is learned. */
export function writeAdjustable({ name, nodes, conductance }: LearningResistor, value: string): string {
  return `B${name} ${nodes.join(" ")} i=${writeNumber(conductance)}*v(th_${value})*${voltage(nodes)}`;
}

/** The conductance of one value, its control, and the force that stretches the spring: ½ G v² over the largest it can be. */
function writeValue({ name, resistors }: LearningValue, span: number): readonly string[] {
  const largest = resistors.reduce((total, { conductance }) => total + 0.5 * conductance * span ** 2, 0);
  const forces = resistors.map(
    ({ nodes, conductance }) => `${writeNumber((0.5 * STRETCH * conductance) / largest)}*${voltage(nodes)}^2`,
  );
  const rate = writeNumber(STORAGE / (FOLLOWING * PERIOD));
  return [
    `Bf_${name} f_${name} 0 v=${forces.join("+")}`,
    `Cu_${name} u_${name} 0 ${writeNumber(STORAGE)}`,
    `Cth_${name} th_${name} 0 ${writeNumber(STORAGE)}`,
    `.ic v(u_${name})=1 v(th_${name})=1`,
    `Bu_${name} 0 u_${name} i=${rate}*v(hold)*(v(th_${name})+v(f_${name})-v(u_${name}))`,
    `Bth_${name} 0 th_${name} i=${rate}*v(release)*(v(u_${name})-v(f_${name})-v(th_${name}))`,
  ];
}

/** β: no output is nudged harder than the conductances that are connected to it resist. */
function chooseBeta({ goals, values }: Learning): number {
  const all = values.flatMap(({ resistors }) => resistors);
  const stiffness = goals.map(({ nodes, weight }) => {
    const connected = all.filter((resistor) =>
      resistor.nodes.some((node) => node !== "0" && nodes.includes(node)),
    );
    const around = connected.length > 0 ? connected : all;
    return around.reduce((total, { conductance }) => total + conductance, 0) / weight;
  });
  return Math.min(...stiffness);
}

/** A current of β weight (v - target) out of an output. */
function writeNudge({ nodes, weight, target }: LinearGoal, index: number, beta: number): string {
  const error = `(${voltage(nodes)}-${writeNumber(target)})`;
  return `Bnudge${index + 1} ${nodes.join(" ")} i=${writeNumber(beta * weight)}*v(nudge)*${error}`;
}

function writeClock(): readonly string[] {
  const pulse = (name: string, from: number, width: number): string => {
    const [delay, edge, high, period] = [from, 0.01, width, 1].map((part) => writeNumber(part * PERIOD));
    return `V${name} ${name} 0 pulse(0 1 ${delay} ${edge} ${edge} ${high} ${period})`;
  };
  return [pulse("hold", 0, 0.43), pulse("nudge", 0.46, 0.52), pulse("release", 0.48, 0.48)];
}

function voltage([positive, negative]: readonly [string, string]): string {
  if (negative === "0") return `v(${positive})`;
  return positive === "0" ? `(-v(${negative}))` : `v(${positive},${negative})`;
}
