// Writes src/circuit/models/model-parameters.ts: what `.model` cards may say, asked of the ngspice on the PATH and of the embedded one.
// Runs as `npm run model-parameters`, with the native ngspice installed. Takes a minute.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Simulation } from "eecircuit-engine";

/** An element for each group of model types. The types of the first groups choose their device by `level`. */
const elements = [
  { card: "q1 1 1 0 m", types: ["npn", "pnp"], levels: true },
  { card: "j1 1 1 0 m", types: ["njf", "pjf"], levels: true },
  { card: "z1 1 1 0 m", types: ["nmf", "pmf", "nhfet", "phfet"], levels: true },
  { card: "m1 1 1 0 0 m", types: ["nmos", "pmos", "nsoi", "psoi"], levels: true },
  { card: "m1 1 1 0 m", types: ["vdmos"] },
  { card: "d1 1 0 m", types: ["d"] },
  { card: "r1 1 0 m 1k", types: ["r", "res"] },
  { card: "c1 1 0 m 1n", types: ["c"] },
  { card: "l1 1 0 m 1n", types: ["l"] },
  { card: "s1 1 0 1 0 m", types: ["sw"] },
  { card: "w1 1 0 v1 m", types: ["csw"] },
  { card: "u1 1 0 0 m l=1", types: ["urc"] },
];
/** Elements of lines. */
const trialLines = { ltra: { card: "o1 1 0 1 0 m" }, txl: { card: "y1 1 0 1 0 m" }, cpl: { card: "p1 1 1 0 1 1 0 m" } };
/** Lines without parameters are refused, and so their device is not printed. */
const lines = { ltra: "ltra", txl: "transline", cpl: "cpllines" };
/** Devices of one level that `version` chooses among: what any of them knows is known. */
const versions = {
  bsim3: ["bsim3v0", "bsim3v1", "bsim3v32"],
  bsim4: ["bsim4v5", "bsim4v6", "bsim4v7"],
  hisimhv2: ["hisimhv1"],
};
/** ngspice 39 reads a model of level 60, and stops in the run of such a device. */
const unprinted = { 60: "soi3" };

const folder = mkdtempSync(join(tmpdir(), "model-parameters-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** The device that a model becomes; undefined where ngspice refuses the level. */
function deviceOf(card, type, level) {
  const deck = join(folder, "probe.cir");
  writeFileSync(deck, `title\nv1 1 0 1\nr9 1 0 1k\n${card}\n.model m ${type} level=${level}\n.op\n.end\n`);
  const { stdout, stderr } = spawnSync("ngspice", ["-b", deck], { encoding: "utf8", timeout: 20_000 });
  const text = stdout + stderr;
  const printed = [...text.matchAll(/^ (\S+) models \(.*\)\n\s+model\s+m\b/gm)].map(([, device]) => device.toLowerCase());
  if (printed.length > 0) return printed[0];
  if (/could not find a valid modelname|Unable to find definition of given model|Unknown device type for model/.test(text)) return undefined;
  return unprinted[level] ?? "unprinted";
}

/** Device of every type: by level where the level chooses, from 0 to 99. */
const types = {};
for (const { card, types: names, levels } of elements) {
  for (const type of names) {
    if (!levels) {
      types[type] = deviceOf(card, type, 1);
      continue;
    }
    const byLevel = [];
    for (let level = 0; level <= 99; level++) {
      const device = deviceOf(card, type, level);
      if (device !== undefined) byLevel.push([level, device]);
    }
    // A p-type HICUM model does not converge, and is not printed.
    const twin = type === "pnp" ? new Map(types.npn) : undefined;
    types[type] = byLevel.map(([level, device]) => [level, device === "unprinted" ? twin?.get(level) : device]);
  }
}
for (const [type, device] of Object.entries(types)) {
  for (const [level, name] of Array.isArray(device) ? device : [["", device]])
    if (name === undefined || name === "unprinted") throw new Error(`the device of ${type} ${level} is not known`);
}
Object.assign(types, lines);

const devices = [...new Set(Object.values(types).flatMap((type) => (typeof type === "string" ? [type] : type.map(([, device]) => device))))];
const script = devices.flatMap((device) => [device, ...(versions[device] ?? [])]).map((device) => `devhelp -csv ${device}\n`).join("");

/**
 * Names by device, `given` those that can be set, `computed` those that can only be read. A model card may also give what its elements give:
 * it is their default.
 */
function readHelp(text, into) {
  let names;
  for (const line of text.replaceAll(/ngspice \d+ -> /g, "").split("\n")) {
    const heading = /^(\S+) - /.exec(line)?.[1].toLowerCase();
    const [, name, direction] = /^\d+, (\S+), (in|out|inout), /.exec(line) ?? [];
    if (heading !== undefined) {
      const device = Object.keys(versions).find((key) => versions[key].includes(heading)) ?? heading;
      names = into.get(device) ?? { given: new Set(), computed: new Set() };
      into.set(device, names);
    } else if (name !== undefined) names[direction === "out" ? "computed" : "given"].add(name.toLowerCase());
  }
}

const help = new Map();
const native = spawnSync("ngspice", ["-p"], { input: `${script}quit\n`, encoding: "utf8" }).stdout;
readHelp(native, help);
// It complains that a script is no circuit.
console.error = () => {};
const embedded = new Simulation();
await embedded.start();
embedded.setNetList(`*ng_script\n${script}`);
await Promise.race([embedded.runSim(), new Promise((resolve) => setTimeout(resolve, 5000))]);
readHelp(embedded.getInfo(), help);

/** Whether ngspice refuses a parameter of a model. It reads some that its help calls read-only. */
function isRefused(device, name) {
  const type = Object.keys(types).find((key) => types[key] === device || (Array.isArray(types[key]) && types[key].some(([, found]) => found === device)));
  const level = Array.isArray(types[type]) ? `level=${types[type].find(([, found]) => found === device)[0]}` : "";
  const { card } = elements.find((group) => group.types.includes(type)) ?? trialLines[type];
  const deck = join(folder, "trial.cir");
  // Without an analysis, it is only read.
  writeFileSync(deck, `title\nv1 1 0 1\nr9 1 0 1k\n${card}\n.model m ${type} ${level} ${name}=1\n.end\n`);
  const { stdout, stderr } = spawnSync("ngspice", ["-b", deck], { encoding: "utf8", timeout: 20_000 });
  return /Simulation interrupted due to error/.test(stdout + stderr);
}

/** `vth0*` stands for vth0 and its dependences on length, width and both: lvth0, wvth0, pvth0. */
function fold(names) {
  const folded = new Set();
  for (const name of names) if (["l", "w", "p"].every((letter) => names.has(letter + name))) folded.add(name);
  const implied = new Set([...folded].flatMap((name) => ["l", "w", "p"].map((letter) => letter + name)));
  return [...names]
    .filter((name) => !implied.has(name) || folded.has(name))
    .sort()
    .map((name) => (folded.has(name) ? `${name}*` : name))
    .join(" ");
}

const table = devices.sort().map((device) => {
  const names = help.get(device);
  if (names === undefined) throw new Error(`devhelp says nothing of ${device}`);
  const computed = [];
  for (const name of [...names.computed].sort()) {
    if (names.given.has(name)) continue;
    if (isRefused(device, name)) computed.push(name);
    else names.given.add(name);
  }
  return `  ${device}: {\n    given: ${JSON.stringify(fold(names.given))},\n    computed: ${JSON.stringify(computed.join(" "))},\n  },`;
});
const levelled = Object.entries(types).map(([type, device]) =>
  typeof device === "string" ? `  ${type}: "${device}",` : `  ${type}: { ${device.map(([level, name]) => `${level}: "${name}"`).join(", ")} },`,
);
const version = /ngspice-[\d.]+/.exec(spawnSync("ngspice", ["--version"], { encoding: "utf8" }).stdout)?.[0];
const embeddedVersion = /ngspice-[\d.]+/.exec(embedded.getInitInfo())?.[0];

writeFileSync(
  new URL("../src/circuit/models/model-parameters.ts", import.meta.url),
  `// Written by \`npm run model-parameters\` from \`devhelp\` and trial decks of ${version} and devhelp of the embedded ${embeddedVersion}.
// biome-ignore-all format: generated

/** The device that a model's type means, or the device of each level that ngspice has. */
export const modelTypes: Readonly<Record<string, string | Readonly<Record<number, string>>>> = {
${levelled.join("\n")}
};

/**
 * What a model card of each device may give, and what is only computed. \`vth0*\` stands for vth0 and its dependences on a transistor's
 * length, width and both: lvth0, wvth0, pvth0.
 */
export const deviceParameters: Readonly<Record<string, { readonly given: string; readonly computed: string }>> = {
${table.join("\n")}
};
`,
);
process.exit();
