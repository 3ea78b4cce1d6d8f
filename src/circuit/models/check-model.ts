import type { Name } from "../../ast/expression.ts";
import type { ModelCommand } from "../../ast/netlist.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import { nearestWord } from "../../diagnostic/nearest-word.ts";
import type { Span } from "../../source/source-text.ts";
import type { Evaluator } from "../expression/evaluator.ts";
import type { Instance } from "../flattening/instance.ts";
import { deviceParameters, modelTypes } from "./model-parameters.ts";

/** ngspice reads two digits of a level; for what lies outside it takes level 1. */
const HIGHEST_LEVEL = 99;

/** What LTspice keeps in the cards of its power MOSFETs: ngspice takes it out before it reads a `vdmos` model. */
const describing: ReadonlySet<string> = new Set(["nchan", "pchan", "vds", "ron", "qg", "mfg"]);

interface CheckTools {
  readonly evaluator: Evaluator;
  readonly collector: Collector;
}

/**
 * Compare the card of a model that an element uses with what ngspice's models know: an unknown level and a value that is only computed are
 * refused there, an unknown parameter is passed over. Nothing is said of types that have no such table (XSPICE, CIDER).
 */
export function checkModel(command: ModelCommand, instance: Instance, tools: CheckTools): void {
  const { type, parameters, extra } = command;
  const { collector } = tools;
  const ofType = Object.hasOwn(modelTypes, type.key) ? modelTypes[type.key]! : undefined;
  if (ofType === undefined) return;
  const device = typeof ofType === "string" ? ofType : deviceOfLevel(ofType, command, instance, tools);
  if (device === undefined) return;
  const { given: known, computed } = namesOf(device);
  const unknown: Name[] = [];
  const words = extra.flatMap((value) => (value.kind === "word" ? [value.name] : []));
  for (const name of [...parameters.map((parameter) => parameter.name), ...words]) {
    if (known.has(name.key) || name.key === "level" || /^[+-]?\.?\d/.test(name.key)) continue;
    if (device === "vdmos" && describing.has(name.key)) continue;
    if (computed.has(name.key))
      collector.report("circuit/computed-model-parameter", name.span, { name: name.text, type: type.text });
    else unknown.push(name);
  }
  reportUnknown(unknown, known, type, collector);
}

/** The device that a model's `level` chooses, 1 where it gives none; undefined where there is none, which is reported. */
function deviceOfLevel(
  devices: Readonly<Record<number, string>>,
  { type, parameters }: ModelCommand,
  instance: Instance,
  { evaluator, collector }: CheckTools,
): string | undefined {
  const given = parameters.find(({ name }) => name.key === "level")?.value;
  if (given === undefined) return devices[1];
  const level = evaluator.tape.valueOf(evaluator.node(given, instance.scope));
  if (Number.isNaN(level)) return undefined;
  const rounded = Math.round(level);
  if (rounded < 0 || rounded > HIGHEST_LEVEL) {
    collector.report("circuit/level-out-of-range", given.span, { level });
    return devices[1];
  }
  const device = devices[rounded];
  if (device === undefined) {
    const levels = Object.keys(devices).filter((known) => known !== "0");
    collector.report("circuit/unknown-model-level", given.span, { level, type: type.text, levels });
  }
  return device;
}

/** Each name that resembles a known one is a mistake of its own; the others are told together. */
function reportUnknown(
  unknown: readonly Name[],
  known: ReadonlySet<string>,
  type: Name,
  collector: Collector,
): void {
  const report = (names: readonly Name[], span: Span, nearest: string | undefined): void => {
    const args = { names: names.map(({ text }) => text), type: type.text, nearest };
    collector.report("circuit/unknown-model-parameter", span, args);
  };
  const strange: Name[] = [];
  for (const name of unknown) {
    const nearest = nearestWord(name.key, known);
    if (nearest === undefined) strange.push(name);
    else report([name], name.span, nearest);
  }
  const [first] = strange;
  if (first !== undefined) report(strange, first.span, undefined);
}

function namesOf(device: string): {
  readonly given: ReadonlySet<string>;
  readonly computed: ReadonlySet<string>;
} {
  const { given, computed } = deviceParameters[device]!;
  return { given: new Set(given.split(" ").flatMap(unfold)), computed: new Set(computed.split(" ")) };
}

/** `vth0*` and what it stands for. */
function unfold(word: string): readonly string[] {
  if (!word.endsWith("*")) return [word];
  const name = word.slice(0, -1);
  return [name, `l${name}`, `w${name}`, `p${name}`];
}
