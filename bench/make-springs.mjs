/**
 * Print a disordered network of masses and springs in the plane as an annotated netlist, with a task that makes it act at a distance.
 *
 *   node bench/make-springs.mjs --task periodic > netlists/mechanics/allostery-periodic.cir
 *   node bench/make-springs.mjs --task resting > netlists/mechanics/allostery-resting.cir
 *
 * Options: --masses 30 --columns 6 --seed 2. The mobility analogy: velocity is voltage, force is current; each mass has a node for x and one for y.
 */
import { DRAG, drawSprings, MASS, rounded, stretchOf } from "./spring-network.mjs";
import { findStiffnesses, periodicTask, restingTask } from "./spring-tasks.mjs";

const FREQUENCIES = [0.5, 1, 1.5];
const RATIO = 0.8;
/** The resting task's grid [s], force [N], and how far the target may be displaced [m], a little inside of what the goals say. */
const STEP = 0.01;
const COUNT = 200;
const push = (t) => Math.max(0, Math.min(1, t / 0.2, (1 - t) / 0.2));
const bounds = (t) =>
  t > 0.395 && t < 0.805 ? [4.1e-3, 5.9e-3] : t > 1.595 ? [-0.4e-3, 0.4e-3] : [-1, 5.9e-3];

/** What differs between the tasks: how it is searched for, and the lines that say it. */
const TASKS = {
  periodic: {
    build: (network) => periodicTask(network, { frequencies: FREQUENCIES, ratio: RATIO }),
    tolerance: 0.01,
    title: "Allostery under a periodic force",
    teaches: [
      "* Teaches: a disordered spring network in two dimensions by the mobility analogy. A force pushes the leftmost mass to and",
      "*   fro; the rightmost one, which hardly feels it at first, learns to move with it. A spring joins four nodes through",
      "*   its direction cosines, each a reciprocal pair of an E and an F source.",
    ],
    drive: ({ pushed }) => [`I1 0 x${pushed} dc 0 ac 1`],
    analysis: ".ac lin 3 0.5 1.5",
    goals: ({ pushed, target }) => [`* @goal together: v(x${target})/v(x${pushed}) = ${RATIO} tol=0.02`],
  },
  resting: {
    build: (network) => restingTask(network, { step: STEP, count: COUNT, push, bounds }),
    tolerance: 0.05e-3,
    title: "Allostery from rest",
    teaches: [
      "* Teaches: a disordered spring network in two dimensions by the mobility analogy, and a transient from rest. A force",
      "*   pushes the leftmost mass for a second; the rightmost one, which moves by 1 mm at first, learns to move by 4 mm and to be",
      "*   back in time. Displacement is read by a gauge, a spring of 1 N/m: its force in newtons is the way in metres.",
    ],
    drive: ({ pushed, target }) => [`I1 0 x${pushed} pulse(0 1 0 0.2 0.2 0.6 10)`, `Lgauge x${target} 0 1`],
    analysis: `.tran ${STEP} ${STEP * COUNT} uic`,
    goals: () => [
      "* @goal out: i(Lgauge) >= 4m from 0.4 to 0.8 scale=1m",
      "* @goal limit: i(Lgauge) <= 6m scale=1m",
      "* @goal back: abs(i(Lgauge)) <= 0.5m from 1.6 to 2 scale=1m",
    ],
  },
};

function formatNetlist({ task: name, masses, columns, seed }) {
  const task = TASKS[name];
  if (task === undefined) throw new Error(`there is no task ${name}; there are ${Object.keys(TASKS)}`);
  const network = drawSprings({ masses, columns, seed });
  const { springs } = network;
  const rows = springs.map((spring) => stretchOf(spring, 2 * masses));
  const start = Float64Array.from(springs, ({ stiffness }) => stiffness);
  const built = task.build(network);
  const good = findStiffnesses(rows, start, built, task.tolerance);
  const places = { pushed: built.pushed + 1, target: built.target + 1 };
  const [x, y] = [0, 1].map((axis) => (mass) => (mass < 0 ? "0" : `${"xy"[axis]}${mass + 1}`));
  const lines = [
    `${task.title}: ${masses} masses, ${springs.length} springs in the plane`,
    ...task.teaches,
    "* Source: the task of Berneman and Hexner, Equilibrium Propagation for Dissipative Dynamics (arXiv:2506.20402), on a",
    `*   network of our own, written by bench/make-springs.mjs --task ${name} --masses ${masses} --columns ${columns} --seed ${seed}.`,
    "*   The known good stiffnesses were found by Newton's equations written as such, without any circuit.",
    ...groups(
      springs.map((_, k) => `L${k + 1}=${formatSpice(1 / good[k])}`),
      6,
    ).map((part) => `* Known good: ${part}`),
    "* Expected: goals met",
    "* the force [N]",
    ...task.drive(places),
    `* a mass [kg] with the drag of the medium [N s/m] on it: ${MASS} kg, ${DRAG} N s/m`,
    ".subckt mass x y",
    `Cx x 0 ${MASS}`,
    `Cy y 0 ${MASS}`,
    `Rx x 0 ${1 / DRAG}`,
    `Ry y 0 ${1 / DRAG}`,
    ".ends mass",
    "* a bar between two masses: v(s) is how fast it grows shorter, c and d are the cosines of its direction",
    ".subckt bar xa ya xb yb s c=1 d=0",
    "E1 m 0 xa xb {c}",
    "E2 n m ya yb {d}",
    "V1 n s 0",
    "F1 xa xb V1 {c}",
    "F2 ya yb V1 {d}",
    ".ends bar",
    ...Array.from({ length: masses }, (_, k) => `X${k + 1} ${x(k)} ${y(k)} mass`),
    "* the springs: 1/L newtons per metre; node 0 is the wall",
    ...springs.flatMap(({ a, b, cosines: [c, d], stiffness }, k) => [
      `XS${k + 1} ${x(a)} ${y(a)} ${x(b)} ${y(b)} s${k + 1} bar c=${c} d=${d}`,
      `L${k + 1} s${k + 1} 0 ${formatSpice(1 / stiffness)}`,
    ]),
    "* so many ideal transformers want better pivots than ngspice takes by default: that is worth three to five digits",
    ".options pivrel=0.1",
    task.analysis,
    ...groups(
      springs.map((_, k) => `L${k + 1}`),
      15,
    ).map((part) => `* @train ${part} min=5u max=20m`),
    ...task.goals(places),
    ".end",
    "",
  ];
  return lines.join("\n");
}

function groups(words, size) {
  const lines = [];
  for (let k = 0; k < words.length; k += size) lines.push(words.slice(k, k + size).join(" "));
  return lines;
}

/** Henries as SPICE writes them, six digits: 817.525u. */
function formatSpice(value) {
  const [factor, suffix] = value >= 1e-3 ? [1e-3, "m"] : value >= 1e-6 ? [1e-6, "u"] : [1e-9, "n"];
  return `${rounded(value / factor)}${suffix}`;
}

function readOptions(words) {
  const options = { task: "periodic", masses: 30, columns: 6, seed: 2 };
  for (let k = 0; k < words.length; k += 2) {
    const name = words[k].replace(/^--/, "");
    const value = name === "task" ? words[k + 1] : Number(words[k + 1]);
    if (!(name in options) || (name !== "task" && !Number.isInteger(value)))
      throw new Error(`unknown option ${words[k]} ${words[k + 1]}`);
    options[name] = value;
  }
  return options;
}

process.stdout.write(formatNetlist(readOptions(process.argv.slice(2))));
