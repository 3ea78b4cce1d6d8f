import type { Circuit, CircuitModel } from "../../circuit/circuit.ts";
import type { DeckTemplate, Device } from "../../circuit/element.ts";
import { parseSpiceNumber } from "../../numeric/spice-number.ts";
import { findTransientDevice, isTransientLinear } from "./deck-refusals.ts";

/** Parameters that give a model charge, by its type; all are 0 where they are not given. */
const chargeParameters: Readonly<Record<string, readonly string[]>> = {
  d: ["cjo", "cj0", "cj", "cjp", "cjsw", "tt"],
  npn: ["cje", "cjc", "cjs", "csub", "tf", "tr"],
  pnp: ["cje", "cjc", "cjs", "csub", "tf", "tr"],
  njf: ["cgs", "cgd"],
  pjf: ["cgs", "cgd"],
  nmos: ["tox", "nsub", "cox", "cj", "cjsw", "cbd", "cbs", "cgso", "cgdo", "cgbo"],
  pmos: ["tox", "nsub", "cox", "cj", "cjsw", "cbd", "cbs", "cgso", "cgdo", "cgbo"],
};

/** Functions of behavioural sources that know more than the present. */
const remembering = /\b(ddt|idt|idtmod|sdt|delay|absdelay|hertz|white|gauss|agauss|unif|aunif|random|rnd)\b/i;

/**
 * Why what a device carries in a transient is not known to be a function of its voltages at that instant; undefined when all devices are such
 * functions: behavioural sources and resistors, and diodes and transistors of the basic models without capacitances.
 */
export function findMemory(circuit: Circuit): string | undefined {
  if (findTransientDevice(circuit) === undefined) return undefined;
  for (const element of circuit.elements) {
    if (element.kind !== "device" || isTransientLinear(element)) continue;
    const reason = describeMemory(element, circuit);
    if (reason !== undefined) return `${element.name} ${reason}`;
  }
  return undefined;
}

function describeMemory(device: Device, circuit: Circuit): string | undefined {
  const { letter, card } = device;
  if (letter === "b" || letter === "e" || letter === "g" || letter === "r") {
    const text = textOf(card);
    const found = remembering.exec(text);
    if (found !== null) return `uses ${found[1]}, which is not a function of the present`;
    return card.some((piece) => typeof piece === "object" && "element" in piece)
      ? "reads the current of a source"
      : undefined;
  }
  const place = card.find((piece) => typeof piece === "object" && "model" in piece);
  const model = typeof place === "object" && "model" in place ? circuit.models[place.model] : undefined;
  return model === undefined
    ? "may store energy"
    : describeCharge(model, /^[dqjm]$/.test(letter) ? chargeParameters : {});
}

function describeCharge(
  { name, card }: CircuitModel,
  parameters: typeof chargeParameters,
): string | undefined {
  const [type] = textOf(card.slice(0, 1)).toLowerCase().split(/\s/);
  const charging = parameters[type ?? ""];
  if (charging === undefined) return `has a model (${name}) whose charges are not known`;
  for (const [index, piece] of card.entries()) {
    const key = typeof piece === "string" ? /(\w+)\s*=\s*$/.exec(piece)?.[1]?.toLowerCase() : undefined;
    if (key === undefined) continue;
    const value = card[index + 1];
    const number = typeof value === "string" ? parseSpiceNumber(value)?.value : undefined;
    if (key === "level" && number !== 1) return `has a model (${name}) whose charges are not known`;
    if (charging.includes(key) && number !== 0) return `stores charge (${key} of its model ${name})`;
  }
  return undefined;
}

function textOf(card: DeckTemplate): string {
  return card.filter((piece) => typeof piece === "string").join("");
}
