import type { ElementCard } from "../../ast/element.ts";
import type { Netlist, Statement, Subcircuit } from "../../ast/netlist.ts";
import type { Circuit } from "../../circuit/circuit.ts";
import type { CircuitElement, Device, PassiveElement } from "../../circuit/element.ts";
import { isPassive } from "../../circuit/part-rules.ts";
import type { Offer } from "../stock/stock.ts";
import type { ChosenValue } from "./chosen-value.ts";
import type { Component, ComponentList } from "./component.ts";

/** A chosen part by its flat name in the emitted netlist. */
export interface PlacedOffer {
  readonly chosen: ChosenValue;
  /** Undefined for a part that is made to its value. */
  readonly offer: Offer | undefined;
}

const notSoldered = {
  coupling: "a coupling belongs to its coils",
  "voltage-source": "a source drives the circuit, it is not part of it",
  "current-source": "a source drives the circuit, it is not part of it",
  vcvs: "a controlled source is a model",
  vccs: "a controlled source is a model",
  cccs: "a controlled source is a model",
  ccvs: "a controlled source is a model",
} as const satisfies Partial<Record<CircuitElement["kind"], string>>;

/** Devices that are models of something else. */
const modelLetters: ReadonlySet<string> = new Set(["b", "e", "g", "f", "h", "v", "i", "a", "k"]);

/**
 * List what an emitted netlist is built of. A subcircuit in which nothing was chosen is one component (a crystal, an amplifier);
 * the others are taken apart. Elements of `excluded` (patterns were resolved before) are left out.
 */
export function listComponents(
  netlist: Netlist,
  circuit: Circuit,
  placed: ReadonlyMap<string, PlacedOffer>,
  excluded: (name: string) => boolean,
): ComponentList {
  const opened = openedInstances(placed.keys());
  const components: Component[] = [];
  const omitted: { name: string; reason: string }[] = [];
  const seen = new Set<string>();
  for (const element of circuit.elements) {
    const closed = closedInstance(element.name, opened);
    const name = closed ?? element.name;
    if (seen.has(name)) continue;
    seen.add(name);
    if (excluded(name)) omitted.push({ name, reason: "excluded" });
    else if (closed !== undefined) components.push(subcircuitComponent(closed, netlist, circuit));
    else if (isPassive(element))
      components.push(passiveComponent(element, netlist, circuit, placed.get(name.toLowerCase())));
    else if (element.kind === "device" && !modelLetters.has(element.letter))
      components.push(deviceComponent(element, netlist));
    else {
      const reason =
        element.kind === "device" ? "a behavioural source is a model" : notSoldered[element.kind];
      omitted.push({ name, reason });
    }
  }
  return { components, omitted };
}

/** Paths of the instances that hold a chosen part, lower case. */
function openedInstances(names: Iterable<string>): ReadonlySet<string> {
  const opened = new Set<string>();
  for (const name of names) {
    const path = name.toLowerCase().split(".");
    for (let depth = 1; depth < path.length; depth++) opened.add(path.slice(0, depth).join("."));
  }
  return opened;
}

/** The outermost instance around an element that holds no chosen part; undefined where the element stands by itself. */
function closedInstance(name: string, opened: ReadonlySet<string>): string | undefined {
  const path = name.split(".");
  for (let depth = 1; depth < path.length; depth++) {
    const prefix = path.slice(0, depth).join(".");
    if (!opened.has(prefix.toLowerCase())) return prefix;
  }
  return undefined;
}

function passiveComponent(
  element: PassiveElement,
  netlist: Netlist,
  circuit: Circuit,
  placed: PlacedOffer | undefined,
): Component {
  const state = circuit.evaluate(Float64Array.from(circuit.trainables, ({ start }) => start));
  const origin = placed === undefined ? "as-written" : placed.offer === undefined ? "made" : "chosen";
  const stock = placed?.chosen.wanted.stock?.name;
  return {
    name: element.name,
    kind: element.kind,
    value: state.slots[element.value]!,
    element: element.index,
    nodes: element.nodes,
    count: multiplicityOf(cardOf(element.name, netlist)),
    origin,
    ...(stock === undefined ? {} : { stock }),
    ...(placed?.offer === undefined ? {} : { offer: placed.offer }),
    properties: { ...placed?.chosen.wanted.properties, ...placed?.offer?.properties },
  };
}

function deviceComponent(device: Device, netlist: Netlist): Component {
  const card = cardOf(device.name, netlist);
  const model = card?.model?.text;
  return {
    name: device.name,
    kind: "device",
    ...(model === undefined ? {} : { model }),
    element: device.index,
    nodes: device.nodes,
    count: multiplicityOf(card),
    origin: "as-written",
    properties: {},
  };
}

function subcircuitComponent(name: string, netlist: Netlist, circuit: Circuit): Component {
  const card = cardOf(name, netlist);
  const path = name.split(".").slice(0, -1);
  const model = card?.model?.text;
  return {
    name,
    kind: "subcircuit",
    ...(model === undefined ? {} : { model }),
    nodes: (card?.nodes ?? []).map(
      ({ text }) => circuit.findNode([...path, text].join(".")) ?? circuit.findNode(text) ?? 0,
    ),
    count: 1,
    origin: "as-written",
    properties: {},
  };
}

/** The card of a flat name, through the subcircuits that its path names. Included files are not searched. */
function cardOf(name: string, netlist: Netlist): ElementCard | undefined {
  const path = name.toLowerCase().split(".");
  const scopes: (readonly Statement[])[] = [netlist.statements];
  let card: ElementCard | undefined;
  for (const [depth, part] of path.entries()) {
    card = scopes[0]!.find(
      (statement): statement is ElementCard => statement.kind === "element" && statement.name.key === part,
    );
    if (card === undefined || depth === path.length - 1) return card;
    const key = card.model?.key;
    const inner = scopes
      .flat()
      .find(
        (statement): statement is Subcircuit => statement.kind === "subcircuit" && statement.name.key === key,
      );
    if (inner === undefined) return undefined;
    scopes.unshift(inner.body);
  }
  return card;
}

function multiplicityOf(card: ElementCard | undefined): number {
  const value = card?.parameters.find(({ name }) => name.key === "m")?.value;
  return value?.kind === "number" && Number.isInteger(value.value) && value.value >= 1 ? value.value : 1;
}
