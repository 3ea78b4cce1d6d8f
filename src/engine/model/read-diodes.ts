import type { Circuit } from "../../circuit/circuit.ts";
import type { DeckTemplate, Device } from "../../circuit/element.ts";
import type { Network } from "../../network/network.ts";
import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import { parseSpiceNumber } from "../../numeric/spice-number.ts";
import type { DiodeLaw } from "./diode-law.ts";

/** k/q [V/K], with ngspice's constants. */
const KELVIN_VOLT = 1.38064852e-23 / 1.6021766208e-19;
const KELVIN = 273.15;
/** The temperature that models are measured at: at any other one Is would have to be scaled. */
const NOMINAL_CELSIUS = 27;
const DEFAULTS = { is: 1e-14, n: 1, gmin: 1e-12 };

/** Parameters of a model that mean nothing at rest: charges, noise, and what scales with the temperature. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  "cjo",
  "cj0",
  "cj",
  "vj",
  "m",
  "mj",
  "fc",
  "tt",
  "kf",
  "af",
  "eg",
  "xti",
]);

/**
 * The laws of a network's devices at one state, all diodes without series resistance and breakdown at 27 °C. Fails with `unsupported` and the
 * name of the first device that is something else.
 */
export function readDiodes({ circuit, devices }: Network, slots: Float64Array): Outcome<readonly DiodeLaw[]> {
  const models = circuit.models.map(({ card }) => readCard(render(card, slots)));
  const laws: DiodeLaw[] = [];
  for (const device of devices) {
    const law = readDiode(circuit, device, models);
    if (typeof law === "string")
      return fail(
        "unsupported",
        `The model engine has no model of ${device.name}: ${law}. Use the ngspice engine.`,
      );
    laws.push(law);
  }
  return succeed(laws);
}

/** Whether a number on a card of a device or of its model depends on parameters: the laws must be read anew at every state. */
export function diodesVary({ circuit, devices }: Network): boolean {
  return [...devices, ...circuit.models].some(({ card }) =>
    card.some((piece) => typeof piece === "object" && "slot" in piece),
  );
}

interface ModelCard {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, number>;
  /** What of it could not be read. */
  readonly unread: string | undefined;
}

/** The law of a device, or why it has none here. */
function readDiode(circuit: Circuit, device: Device, models: readonly ModelCard[]): DiodeLaw | string {
  if (device.letter !== "d") return "it solves linear elements and diodes only";
  const [anode, cathode, ...others] = device.nodes;
  const named = device.card.find((piece) => typeof piece === "object" && "model" in piece);
  const model = typeof named === "object" && "model" in named ? models[named.model] : undefined;
  if (anode === undefined || cathode === undefined || others.length > 0 || model === undefined)
    return "a diode has two nodes and a model";
  const extra = device.card.find((piece) => typeof piece === "string" && piece.trim() !== "");
  if (extra !== undefined) return `"${String(extra).trim()}" on its card is not known`;
  if (model.type !== "d") return `its model is of type ${model.type}`;
  if (model.unread !== undefined) return `"${model.unread}" in its model is not known`;
  const given = [...model.parameters].find(([name]) => !(name in DEFAULTS) && !WITHOUT_EFFECT.has(name));
  if (given !== undefined) return `${given[0]} of its model is not known`;
  if (circuit.temperature !== NOMINAL_CELSIUS || circuit.options.has("tnom"))
    return "diodes are known at 27 degrees only";
  const leak = parseSpiceNumber(circuit.options.get("gmin") ?? "")?.value ?? DEFAULTS.gmin;
  const saturation = model.parameters.get("is") ?? DEFAULTS.is;
  const slope = (model.parameters.get("n") ?? DEFAULTS.n) * KELVIN_VOLT * (circuit.temperature + KELVIN);
  return saturation > 0 && slope > 0
    ? { anode, cathode, saturation, slope, leak }
    : "is and n of its model must be positive";
}

function render(card: DeckTemplate, slots: Float64Array): string {
  return card
    .map((piece) => (typeof piece === "string" ? piece : "slot" in piece ? String(slots[piece.slot]) : ""))
    .join("");
}

/** `d is=1e-9 n=1.5` as its type and numbers. */
function readCard(text: string): ModelCard {
  const [type = "", ...words] = text.trim().toLowerCase().split(/\s+/);
  const parameters = new Map<string, number>();
  let unread: string | undefined;
  for (const word of words) {
    const [name = "", value = ""] = word.split("=");
    const number = parseSpiceNumber(value)?.value;
    if (number === undefined) unread ??= word;
    else parameters.set(name, number);
  }
  return { type, parameters, unread };
}
