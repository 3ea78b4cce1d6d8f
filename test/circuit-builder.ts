import type { Analysis } from "../src/circuit/analysis.ts";
import type { Circuit, CircuitState, Port, Trainable } from "../src/circuit/circuit.ts";
import type { CircuitElement } from "../src/circuit/element.ts";
import type { Span } from "../src/source/source-text.ts";

const suffixes: Readonly<Record<string, number>> = {
  f: 1e-15,
  p: 1e-12,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  meg: 1e6,
  g: 1e9,
  t: 1e12,
};

/** `4.7k` and the like; no units. */
export function testNumber(text: string): number {
  if (text === "NaN") return Number.NaN;
  const [, digits, suffix] = /^([-+0-9.]+(?:e[-+]?\d+)?)(meg|[a-z])?$/i.exec(text) ?? [];
  if (digits === undefined) throw new Error(`not a number: ${text}`);
  return Number(digits) * (suffix === undefined ? 1 : suffixes[suffix.toLowerCase()]!);
}

interface BuilderOptions {
  readonly ports?: readonly { readonly positive: string; readonly negative?: string; readonly z0?: number }[];
  readonly analyses?: readonly Analysis[];
  /** Names of elements whose value (or ac magnitude) is a trainable. */
  readonly train?: readonly string[];
}

/**
 * A circuit from plain cards, without the parser: `R1 a b 1k`, `K1 L1 L2 0.9`, `V1 a 0 [dc] [ac magnitude [phase]]`, `E1 p n cp cn gain`,
 * `F1 p n V1 gain`, and `Dx …` for an opaque device. Sources default to dc 0 and ac 0. Every value is a slot.
 */
export function circuitOf(cards: string, options: BuilderOptions = {}): Circuit {
  const source = { name: "test", text: cards };
  const span: Span = { source, start: 0, end: 0 };
  const nodes = ["0"];
  const values: number[] = [];
  const elements: CircuitElement[] = [];
  const byName = new Map<string, number>();
  const node = (name: string): number => {
    const found = nodes.indexOf(name);
    return found >= 0 ? found : nodes.push(name) - 1;
  };
  const slot = (value: number): number => values.push(value) - 1;
  const reference = (name: string): number => {
    const found = byName.get(name.toLowerCase());
    if (found === undefined) throw new Error(`no element ${name}`);
    return found;
  };

  const lines = cards
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("*"));
  lines.forEach((line, index) => {
    byName.set(line.split(/\s+/)[0]!.toLowerCase(), index);
  });
  lines.forEach((line, index) => {
    const [name, ...rest] = line.split(/\s+/) as [string, ...string[]];
    const base = { index, name, definition: name, span };
    const pair = (from = 0): readonly [number, number] => [node(rest[from]!), node(rest[from + 1]!)];
    switch (name[0]!.toLowerCase()) {
      case "r":
      case "c":
      case "l": {
        const kind = ({ r: "resistor", c: "capacitor", l: "inductor" } as const)[
          name[0]!.toLowerCase() as "r"
        ];
        elements.push({ ...base, kind, nodes: pair(), value: slot(testNumber(rest[2]!)), factor: 1 });
        break;
      }
      case "k":
        elements.push({
          ...base,
          kind: "coupling",
          inductors: [reference(rest[0]!), reference(rest[1]!)],
          value: slot(testNumber(rest[2]!)),
        });
        break;
      case "v":
      case "i": {
        const kind = name[0]!.toLowerCase() === "v" ? "voltage-source" : "current-source";
        const ac = rest.indexOf("ac");
        const dc = rest[2] !== undefined && ac !== 2 ? testNumber(rest[2]) : 0;
        const magnitude = ac < 0 ? 0 : testNumber(rest[ac + 1] ?? "1");
        const phase = ac < 0 ? 0 : testNumber(rest[ac + 2] ?? "0");
        elements.push({
          ...base,
          kind,
          nodes: pair(),
          dc: slot(dc),
          acMagnitude: slot(magnitude),
          acPhase: slot(phase),
          factor: 1,
        });
        break;
      }
      case "e":
      case "g": {
        const kind = name[0]!.toLowerCase() === "e" ? "vcvs" : "vccs";
        elements.push({
          ...base,
          kind,
          nodes: pair(),
          control: pair(2),
          value: slot(testNumber(rest[4]!)),
          factor: 1,
        });
        break;
      }
      case "f":
      case "h": {
        const kind = name[0]!.toLowerCase() === "f" ? "cccs" : "ccvs";
        elements.push({
          ...base,
          kind,
          nodes: pair(),
          controlSource: reference(rest[2]!),
          value: slot(testNumber(rest[3]!)),
          factor: 1,
        });
        break;
      }
      default:
        elements.push({
          ...base,
          kind: "device",
          letter: name[0]!.toLowerCase(),
          nodes: pair(),
          card: [rest.join(" ")],
          linear: false,
        });
    }
  });

  const trained = (options.train ?? []).map((name) => elements[reference(name)]!);
  const trainedSlot = (element: CircuitElement): number => {
    if ("value" in element) return element.value;
    if ("acMagnitude" in element) return element.acMagnitude;
    throw new Error(`${element.name} has no value`);
  };
  const ports = (options.ports ?? []).map(
    (port, k): Port => ({
      number: k + 1,
      positive: node(port.positive),
      negative: node(port.negative ?? "0"),
      z0: port.z0 ?? 50,
      span,
    }),
  );
  return {
    title: "test",
    sources: [source],
    nodes,
    elements,
    models: [],
    ports,
    trainables: trained.map(
      (element): Trainable => ({
        name: element.name,
        unit: "",
        span,
        start: values[trainedSlot(element)]!,
        min: -Infinity,
        max: Infinity,
        scale: "linear",
      }),
    ),
    analyses: options.analyses ?? [],
    goals: [],
    data: [],
    classify: [],
    learn: [],
    fabricate: [],
    options: new Map(),
    temperature: 27,
    initialConditions: [],
    nodesets: [],
    slotCount: values.length,
    parameterSlots: new Map(),
    findNode: (name) => {
      const found = nodes.indexOf(name);
      return found < 0 ? undefined : found;
    },
    findElement: (name) => byName.get(name.toLowerCase()),
    evaluate(theta): CircuitState {
      const slots = Float64Array.from(values);
      trained.forEach((element, k) => {
        slots[trainedSlot(element)] = theta[k]!;
      });
      return {
        slots,
        derivatives: trained.map((element, k) => ({
          slot: trainedSlot(element),
          parameter: k,
          derivative: 1,
        })),
      };
    },
  };
}

/** The state of a test circuit as written. */
export function slotsOf(circuit: Circuit): Float64Array {
  return Float64Array.from(
    circuit.evaluate(Float64Array.from(circuit.trainables, (trainable) => trainable.start)).slots,
  );
}
