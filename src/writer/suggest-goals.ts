import type { ElementCard } from "../ast/element.ts";
import type { AnalysisCommand, Netlist } from "../ast/netlist.ts";
import { walkStatements } from "../ast/walk.ts";
import { formatSpiceNumber } from "../numeric/spice-number.ts";
import { findOutputs } from "./find-outputs.ts";

/** Goal lines to start from, and why there are none where there are none. */
export interface SuggestedGoals {
  readonly lines: readonly string[];
  readonly remarks: readonly string[];
}

/**
 * Suggest goals for the first of these that the netlist has: a mask of two over the first and the last third of the `.ac` sweep, for S
 * parameters where there are ports and else for the likeliest output; a level over the last third of `.tran`; half the swept voltage over
 * `.dc`; a level at `.op`. Those for further outputs are put in as remarks, and so is a mask that nothing drives.
 */
export function suggestGoals(netlist: Netlist): SuggestedGoals {
  const analyses = netlist.statements.filter((statement) => statement.kind === "analysis");
  const elements = netlist.statements.filter((statement) => statement.kind === "element");
  const ports = netlist.statements.filter(
    (statement) => statement.kind === "directive" && statement.directive?.kind === "port",
  ).length;
  const sweep = analyses.map(acSweep).find((range) => range !== undefined);
  if (sweep !== undefined && ports > 0) return scatteringMask(sweep, ports);
  const outputs = findOutputs(netlist);
  if (outputs.length === 0)
    return { lines: [], remarks: ["no node was found that could be an output: no @goal suggested"] };
  if (sweep !== undefined) {
    if (mayBeDriven(netlist)) return voltageMask(sweep, outputs);
    if (analyses.every(({ analysis }) => analysis === "ac")) return undrivenMask(sweep, outputs);
  }
  const several = new Set(analyses.map(({ analysis }) => analysis)).size > 1;
  for (const kind of ["tran", "dc", "op"] as const) {
    const card = analyses.find(({ analysis }) => analysis === kind);
    const levels = card === undefined ? undefined : levelGoal(card, elements);
    if (levels === undefined) continue;
    const on = several ? ` on=${kind}` : "";
    const goal = (output: string): string =>
      `@goal ${levels.name}_${output}: v(${output}) ${levels.rest}${on}`;
    return {
      lines: [
        "* A goal to start from: put your own values and times.",
        `* ${goal(outputs[0]!)}`,
        ...outputs.slice(1, 4).map((output) => `* or: ${goal(output)}`),
      ],
      remarks: [],
    };
  }
  return {
    lines: [
      `* Goals need an analysis; with an .ac card for example:  @goal pass: vdb(${outputs[0]}) >= -3 from 10 to 1k`,
    ],
    remarks: ["the netlist has no analysis with plain numbers: the goal is only put in as a remark"],
  };
}

const maskHint = "* A mask to start from: put your own limits and frequencies.";
type Range = readonly [number, number];

function voltageMask(sweep: Range, outputs: readonly string[]): SuggestedGoals {
  const third = thirds(sweep);
  const mask = (output: string, lead: string): readonly string[] => [
    `${lead}@goal pass_${output}: vdb(${output}) >= -3 from ${third(0)} to ${third(1)}`,
    `${lead}@goal stop_${output}: vdb(${output}) <= -40 from ${third(2)} to ${third(3)}`,
  ];
  return {
    lines: [
      maskHint,
      ...mask(outputs[0]!, "* "),
      ...outputs.slice(1, 4).flatMap((output) => mask(output, "* or: ")),
    ],
    remarks: [],
  };
}

/** Without a drive every voltage is 0, and its decibels are no number. */
function undrivenMask(sweep: Range, outputs: readonly string[]): SuggestedGoals {
  const { lines } = voltageMask(sweep, outputs.slice(0, 1));
  return {
    lines: lines.map((line) => line.replace(/^\* @/, "* or: @")),
    remarks: [
      "nothing drives the .ac analysis: give a source an ac magnitude (V1 in 0 ac 1), or mark ports with @port; until then the goals are only put in as remarks",
    ],
  };
}

function scatteringMask(sweep: Range, ports: number): SuggestedGoals {
  const third = thirds(sweep);
  return {
    lines: [
      maskHint,
      ...(ports === 1
        ? [`* @goal match: db(s(1,1)) <= -10 from ${third(1)} to ${third(2)}`]
        : [
            `* @goal pass: db(s(2,1)) >= -3 from ${third(0)} to ${third(1)}`,
            `* @goal stop: db(s(2,1)) <= -40 from ${third(2)} to ${third(3)}`,
          ]),
    ],
    remarks: [],
  };
}

/** Whether a source with an `ac` magnitude stands in the netlist, or may stand in another file. */
function mayBeDriven(netlist: Netlist): boolean {
  let found = false;
  walkStatements(netlist, (statement) => {
    if (statement.kind === "include" || statement.kind === "library") found = true;
    if (statement.kind === "element" && statement.source?.hasAc) found = true;
  });
  return found;
}

/** What a goal on a voltage says at rest, over a sweep or over time; undefined where the card has no plain numbers. */
function levelGoal(
  { analysis, arguments: words }: AnalysisCommand,
  elements: readonly ElementCard[],
): { readonly name: string; readonly rest: string } | undefined {
  const level = numberText(driveLevel(elements) / 2);
  if (analysis === "op") return { name: "level", rest: `= ${level}` };
  if (analysis === "tran") {
    const stop = words[1];
    if (stop?.kind !== "number" || !(stop.value > 0)) return undefined;
    return {
      name: "settled",
      rest: `= ${level} from ${numberText((stop.value * 2) / 3, 2)} to ${numberText(stop.value, 12)}`,
    };
  }
  const swept = words[0]?.kind === "word" ? words[0].name.key : undefined;
  const isVoltage = elements.some(({ letter, name }) => letter === "v" && name.key === swept);
  return { name: "line", rest: isVoltage ? "= 0.5*x" : `= ${level}` };
}

/** The voltage that the circuit works from: the largest dc value, pulse or amplitude of its voltage sources, 1 V where none is given in numbers. */
function driveLevel(elements: readonly ElementCard[]): number {
  const voltages = elements.flatMap(({ letter, source }) => {
    if (letter !== "v" || source === undefined) return [];
    const { dc, waveform } = source;
    const swing = ["pulse", "sin"].includes(waveform?.function.key ?? "")
      ? waveform?.arguments[1]
      : undefined;
    return [dc, swing].flatMap((value) => (value?.kind === "number" ? [value.value] : []));
  });
  const largest = voltages.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest === 0 ? 1 : largest;
}

/** Ends and inner points of a sweep divided into three parts of equal ratio. */
function thirds([from, to]: Range): (part: 0 | 1 | 2 | 3) => string {
  // Two digits are enough for a suggestion (`2.2meg`), unless the sweep is so narrow that points would fall together.
  const digits = Math.ceil(2 - Math.log10((to - from) / to));
  return (part) => {
    if (part === 0) return frequencyText(from, 12);
    return part === 3 ? frequencyText(to, 12) : frequencyText(from * (to / from) ** (part / 3), digits);
  };
}

/** `10k`, `2.2meg`. */
function frequencyText(frequency: number, digits: number): string {
  const rounded = Number(frequency.toPrecision(digits));
  const like = rounded >= 1e9 ? "1g" : rounded >= 1e6 ? "1meg" : rounded >= 1e3 ? "1k" : "1";
  return formatSpiceNumber(rounded, { digits, like });
}

/** With a suffix; the end of a run needs its digits, or it may lie beyond it. */
function numberText(value: number, digits = 4): string {
  return formatSpiceNumber(value, { digits, like: likeOf(Math.abs(value)) });
}

function likeOf(size: number): string {
  if (size >= 1e3) return "1k";
  if (size >= 1 || size === 0) return "1";
  if (size >= 1e-3) return "1m";
  if (size >= 1e-6) return "1u";
  return size >= 1e-9 ? "1n" : "1p";
}

/** Ends of an `.ac` sweep in Hz, where they are plain numbers. */
function acSweep({ analysis, arguments: words }: AnalysisCommand): Range | undefined {
  if (analysis !== "ac") return undefined;
  const [from, to] = words.slice(-2);
  return from?.kind === "number" && to?.kind === "number" && from.value > 0 && to.value > from.value
    ? [from.value, to.value]
    : undefined;
}
