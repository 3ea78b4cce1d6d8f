/**
 * Print a disordered RLC network with the goals to train it to.
 *
 *   node bench/make-disordered.mjs [--nodes 30] [--branches 50] [--seed 5] > netlists/networks/disordered-30.cir
 *
 * A tree of resistors and inductors joins all nodes to the drive, so that every node has an operating point; further
 * branches of all three kinds close loops, though never a loop of inductors alone. The targets are the amplitudes and
 * phases that the same network shows with other values ("known good"), so they can be reached.
 */

const FREQUENCIES = [40e3, 70e3, 100e3, 130e3, 160e3];
const SOURCE_RESISTANCE = 1e3;
/** Middle value of each kind; all three have an impedance of about 1 kilohm at 100 kHz. */
const MIDDLE = { R: 1e3, L: 1.6e-3, C: 1.6e-9 };

/** A 32-bit generator (mulberry32) with numbers in [0, 1). */
function randomStream(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Which nodes inductors join already: a disjoint-set forest. */
function createForest(size) {
  const parent = Array.from({ length: size }, (_, k) => k);
  const root = (k) => (parent[k] === k ? k : root(parent[k]));
  return {
    joins: (a, b) => root(a) === root(b),
    join: (a, b) => {
      parent[root(a)] = root(b);
    },
  };
}

/**
 * Branches {kind, a, b, start, good}: node 0 is ground, node 1 is driven. Nodes lie at random in a square and each is joined
 * to the nearest of those before it; every leaf of that tree has a branch to ground, so that current flows everywhere; the
 * rest joins the nearest pairs left over.
 */
function drawNetwork(nodes, branches, random) {
  const places = Array.from({ length: nodes + 1 }, () => [random(), random()]);
  const distance = (a, b) => Math.hypot(places[a][0] - places[b][0], places[a][1] - places[b][1]);
  const inductive = createForest(nodes + 1);
  const taken = new Set();
  const drawn = [];
  const spread = (factor) => factor ** (2 * random() - 1);
  const add = (a, b, kinds) => {
    const wanted = kinds[Math.floor(random() * kinds.length)];
    const kind = wanted === "L" && inductive.joins(a, b) ? "R" : wanted;
    if (kind === "L") inductive.join(a, b);
    taken.add(`${a} ${b}`);
    const good = rounded(MIDDLE[kind] * spread(4));
    drawn.push({ kind, a, b, good, start: rounded(good * spread(3), 3) });
  };
  for (let node = 2; node <= nodes; node++) {
    const before = Array.from({ length: node - 1 }, (_, k) => k + 1);
    const nearest = before.reduce((best, each) =>
      distance(node, each) < distance(node, best) ? each : best,
    );
    add(node, nearest, ["R", "L", "L"]);
  }
  const isLeaf = (node) => drawn.filter(({ a, b }) => a === node || b === node).length === 1;
  for (let node = nodes; node > 1; node--) if (isLeaf(node)) add(node, 0, ["R", "R", "C"]);
  const pairs = [];
  for (let a = 2; a <= nodes; a++) {
    for (let b = 1; b < a; b++) if (!taken.has(`${a} ${b}`)) pairs.push([a, b]);
  }
  pairs.sort((p, q) => distance(...p) - distance(...q));
  for (const [a, b] of pairs.slice(0, branches - drawn.length)) add(a, b, ["R", "L", "C", "C"]);
  return drawn;
}

function rounded(value, digits = 6) {
  return Number(value.toPrecision(digits));
}

/** Node voltages [re, im] with 1 V behind the source resistance at node 1: Gauss-Jordan elimination of Y v = i. */
function solveNodes(network, nodes, frequency) {
  const omega = 2 * Math.PI * frequency;
  const matrix = Array.from({ length: nodes }, () => Array.from({ length: nodes + 1 }, () => [0, 0]));
  const stamp = (a, b, re, im) => {
    for (const [row, column, sign] of [
      [a, a, 1],
      [b, b, 1],
      [a, b, -1],
      [b, a, -1],
    ]) {
      if (row === 0 || column === 0) continue;
      const entry = matrix[row - 1][column - 1];
      entry[0] += sign * re;
      entry[1] += sign * im;
    }
  };
  stamp(1, 0, 1 / SOURCE_RESISTANCE, 0);
  matrix[0][nodes][0] = 1 / SOURCE_RESISTANCE;
  for (const { kind, a, b, good } of network) {
    if (kind === "R") stamp(a, b, 1 / good, 0);
    if (kind === "C") stamp(a, b, 0, omega * good);
    if (kind === "L") stamp(a, b, 0, -1 / (omega * good));
  }
  const times = ([a, b], [c, d]) => [a * c - b * d, a * d + b * c];
  const inverse = ([a, b]) => [a / (a * a + b * b), -b / (a * a + b * b)];
  for (let k = 0; k < nodes; k++) {
    let best = k;
    for (let r = k + 1; r < nodes; r++)
      if (Math.hypot(...matrix[r][k]) > Math.hypot(...matrix[best][k])) best = r;
    [matrix[k], matrix[best]] = [matrix[best], matrix[k]];
    const scale = inverse(matrix[k][k]);
    matrix[k] = matrix[k].map((entry) => times(entry, scale));
    for (let r = 0; r < nodes; r++) {
      if (r === k) continue;
      const factor = matrix[r][k];
      matrix[r] = matrix[r].map((entry, c) => {
        const [re, im] = times(factor, matrix[k][c]);
        return [entry[0] - re, entry[1] - im];
      });
    }
  }
  return matrix.map((row) => row[nodes]);
}

/** The two nodes whose amplitude changes most over the frequencies, at the known good values, among those of 50 mV or more. */
function chooseOutputs(solutions, nodes) {
  const amplitudes = (node) => solutions.map((voltages) => Math.hypot(...voltages[node - 1]));
  const change = (node) => Math.max(...amplitudes(node)) / Math.min(...amplitudes(node));
  const heard = Array.from({ length: nodes - 1 }, (_, k) => k + 2).filter(
    (node) => Math.min(...amplitudes(node)) > 0.05,
  );
  if (heard.length < 2) throw new Error("this seed gives no two outputs of 50 mV or more: choose another");
  return heard.sort((a, b) => change(b) - change(a)).slice(0, 2);
}

/** A number as SPICE writes it: 817.525u. */
function formatSpice(value) {
  const [factor, suffix] = [
    [1e3, "k"],
    [1, ""],
    [1e-3, "m"],
    [1e-6, "u"],
    [1e-9, "n"],
    [1e-12, "p"],
  ].find(([unit]) => value >= unit) ?? [1e-15, "f"];
  return `${rounded(value / factor)}${suffix}`;
}

function formatNetlist({ nodes, branches, seed }) {
  const network = drawNetwork(nodes, branches, randomStream(seed));
  const solutions = FREQUENCIES.map((frequency) => solveNodes(network, nodes, frequency));
  const names = network.map(({ kind }, k) => `${kind}${k + 1}`);
  const lines = [
    `Disordered RLC network of ${nodes} nodes trained to amplitudes and phases at ${FREQUENCIES.length} frequencies`,
    `* Teaches: learning in a network without design. ${branches} values move together until two nodes show given amplitudes`,
    "*   and phases.",
    "* Source: an experiment in the manner of Berneman and Hexner, Equilibrium Propagation for Dissipative Dynamics",
    `*   (arXiv:2506.20402). Written by bench/make-disordered.mjs --nodes ${nodes} --branches ${branches} --seed ${seed}. The targets are`,
    "*   what the same network shows with the values below; others do as well, since there are more values than targets.",
  ];
  for (let k = 0; k < network.length; k += 6) {
    const part = network.slice(k, k + 6).map(({ good }, j) => `${names[k + j]}=${formatSpice(good)}`);
    lines.push(`* Known good: ${part.join(" ")}`);
  }
  lines.push("* Expected: goals met", "V1 src 0 dc 0 ac 1", `Rs src n1 ${SOURCE_RESISTANCE}`);
  const node = (k) => (k === 0 ? "0" : `n${k}`);
  network.forEach(({ a, b, start }, k) => {
    lines.push(`${names[k]} ${node(a)} ${node(b)} ${formatSpice(start)}`);
  });
  lines.push(".ac lin 91 20k 200k");
  for (const [kind, middle] of Object.entries(MIDDLE)) {
    const ofKind = names.filter((name) => name.startsWith(kind));
    for (let k = 0; k < ofKind.length; k += 10) {
      const bounds = `min=${formatSpice(middle / 50)} max=${formatSpice(middle * 50)}`;
      lines.push(`* @train ${ofKind.slice(k, k + 10).join(" ")} ${bounds}`);
    }
  }
  for (const output of chooseOutputs(solutions, nodes)) {
    FREQUENCIES.forEach((frequency, k) => {
      const [re, im] = solutions[k][output - 1];
      const amplitude = rounded(Math.hypot(re, im));
      const phase = rounded((Math.atan2(im, re) * 180) / Math.PI);
      const at = `at ${frequency / 1e3}k`;
      const [scale, tolerance] = [rounded(amplitude / 10, 3), rounded(amplitude / 1000, 3)];
      lines.push(`* @goal vm(${node(output)}) = ${amplitude} ${at} scale=${scale} tol=${tolerance}`);
      lines.push(`* @goal vp(${node(output)}) = ${phase} ${at} scale=10 tol=0.1`);
    });
  }
  lines.push(".end", "");
  return lines.join("\n");
}

function readOptions(words) {
  const options = { nodes: 30, branches: 50, seed: 5 };
  for (let k = 0; k < words.length; k += 2) {
    const name = words[k].replace(/^--/, "");
    const value = Number(words[k + 1]);
    if (!(name in options) || !Number.isInteger(value))
      throw new Error(`unknown option ${words[k]} ${words[k + 1]}`);
    options[name] = value;
  }
  return options;
}

process.stdout.write(formatNetlist(readOptions(process.argv.slice(2))));
