import type { GoalDirective } from "../ast/directive.ts";
import type { ElementCard, Waveform } from "../ast/element.ts";
import type { AnalysisKind, Netlist, Statement } from "../ast/netlist.ts";
import type { Value } from "../ast/value.ts";
import { walkExpression, walkStatements } from "../ast/walk.ts";
import { spanText } from "../source/source-text.ts";
import type { TextEdit } from "../source/text-edit.ts";
import type { Pass, PassInput } from "./pass.ts";
import { scaleValue } from "./scaled-value.ts";
import { mentions, type Scaling, scaleNetlist } from "./scaling.ts";
import { writeNumber } from "./write-number.ts";

/**
 * Move everything to k times the frequency:  L → L/k, C → C/k; the ranges of `.ac` k times, the times of `.tran` and of waveforms 1/k times as large,
 * and goals, `at`, `from`, `to`, `f`, `t` and `delay` with them. The response at kf is the one there was at f.
 */
export const scaleFrequency: Pass<number> = (input, k) => {
  const kinds = analysisKinds(input.netlist);
  const scaling: Scaling = {
    factors: { r: 1, l: 1 / k, c: 1 / k, e: 1, f: 1, g: 1, h: 1 },
    behaviour: { current: 1, voltage: 1 },
    refuseBehaviour(expression, { behaviour, letter }) {
      const form = behaviour?.form;
      if (form === "laplace" || form === "freq" || expression === undefined)
        return "its law holds a frequency";
      if (letter === "l" || letter === "c") return undefined;
      return mentions(expression, isTimed) ? "its law depends on time" : undefined;
    },
    other: (card) => otherElement(card, k),
    beside: () => [],
    statement: (statement) => scaleStatement(statement, k, kinds, input),
  };
  return scaleNetlist(input, scaling);
};

const timeFunctions: ReadonlySet<string> = new Set([
  "ddt",
  "idt",
  "sdt",
  "delay",
  "absdelay",
  "pulse",
  "sin_wave",
]);

function isTimed(inner: Parameters<Parameters<typeof mentions>[1]>[0]): boolean {
  if (inner.kind === "variable") return inner.name.key === "time" || inner.name.key === "hertz";
  return inner.kind === "call" && timeFunctions.has(inner.callee.key);
}

function analysisKinds(netlist: Netlist): ReadonlySet<AnalysisKind> {
  const kinds = new Set<AnalysisKind>();
  walkStatements(netlist, (statement) => {
    if (statement.kind === "analysis") kinds.add(statement.analysis);
  });
  return kinds;
}

const scaled = (value: Value | undefined, factor: number): readonly TextEdit[] =>
  value === undefined ? [] : [scaleValue(value, factor) ?? []].flat();

function otherElement({ letter, parameters, source }: ElementCard, k: number): readonly TextEdit[] | string {
  switch (letter) {
    case "v":
    case "i":
      return source?.waveform === undefined ? [] : scaleWaveform(source.waveform, k);
    case "k":
    case "x":
    case "s":
    case "w":
      return [];
    case "t":
      return parameters.flatMap(({ name, value }) => {
        if (name.key === "td") return scaled(value, 1 / k);
        return name.key === "f" ? scaled(value, k) : [];
      });
    default:
      return "the frequencies in its law are not on its card";
  }
}

/** Which arguments of a waveform are times and which are frequencies. */
const waveforms: Readonly<
  Record<string, { readonly times: readonly number[]; readonly frequencies: readonly number[] }>
> = {
  pulse: { times: [2, 3, 4, 5, 6], frequencies: [] },
  sin: { times: [3], frequencies: [2, 4] },
  sine: { times: [3], frequencies: [2, 4] },
  exp: { times: [2, 3, 4, 5], frequencies: [] },
  sffm: { times: [], frequencies: [2, 4] },
  am: { times: [4], frequencies: [2, 3] },
};

function scaleWaveform(
  { function: { key }, arguments: args, parameters }: Waveform,
  k: number,
): readonly TextEdit[] | string {
  if (key === "pwl") {
    const times = args.filter((_, index) => index % 2 === 0);
    const others = parameters.flatMap(({ name, value }) =>
      name.key === "r" || name.key === "td" ? [value] : [],
    );
    // `r=-1` says that nothing is repeated.
    return [...times, ...others]
      .filter((value) => spanText(value.span) !== "-1")
      .flatMap((value) => scaled(value, 1 / k));
  }
  const known = Object.hasOwn(waveforms, key) ? waveforms[key] : undefined;
  if (known === undefined) return `the times of ${key} are not known`;
  return [
    ...known.times.flatMap((index) => scaled(args[index], 1 / k)),
    ...known.frequencies.flatMap((index) => scaled(args[index], k)),
  ];
}

/** Cards with frequencies or times in them that are kept but not taken apart. */
const timedCards: ReadonlySet<string> = new Set([
  ".noise",
  ".disto",
  ".sp",
  ".four",
  ".meas",
  ".measure",
  ".pss",
]);

function scaleStatement(
  statement: Statement,
  k: number,
  kinds: ReadonlySet<AnalysisKind>,
  { collector, pass }: PassInput,
): readonly TextEdit[] {
  switch (statement.kind) {
    case "analysis": {
      const { analysis, arguments: args } = statement;
      if (analysis === "ac") return args.slice(-2).flatMap((value) => scaled(value, k));
      if (analysis !== "tran") return [];
      return args.flatMap((value) =>
        value.kind === "word" && value.name.key === "uic" ? [] : scaled(value, 1 / k),
      );
    }
    case "other":
    case "control": {
      const name = statement.kind === "other" ? statement.name.key : ".control";
      if (statement.kind === "control" || timedCards.has(name)) {
        const reason = "its frequencies and times are not scaled";
        collector.report("transform/left-as-it-is", statement.span, { pass, what: `this ${name}`, reason });
      }
      return [];
    }
    case "directive":
      if (statement.directive?.kind === "periodic") return scaled(statement.directive.period, 1 / k);
      if (statement.directive?.kind !== "goal") return [];
      return scaleGoal(statement.directive, k, kinds, (reason) =>
        collector.report("transform/left-as-it-is", statement.span, { pass, what: "this goal", reason }),
      );
    default:
      return [];
  }
}

function scaleGoal(
  goal: GoalDirective,
  k: number,
  kinds: ReadonlySet<AnalysisKind>,
  leave: (reason: string) => void,
): readonly TextEdit[] {
  const axis = goalAxis(goal, kinds);
  if (axis !== "ac" && axis !== "tran") return [];
  const factor = axis === "ac" ? k : 1 / k;
  const points = [...(goal.at ?? []), ...(goal.range === undefined ? [] : [goal.range.from, goal.range.to])];
  const edits: TextEdit[] = points.flatMap((value) => scaled(value, factor));
  for (const side of [goal.left, goal.right])
    walkExpression(side, (inner) => {
      const wrap = (operator: string): void => {
        edits.push({
          span: inner.span,
          replacement: `(${spanText(inner.span)}${operator}${writeNumber(k)})`,
        });
      };
      if (inner.kind === "probe" && inner.function === "table") leave("its table is one over the old range");
      else if (inner.kind === "variable" && inner.name.key === "f") wrap("/");
      else if (inner.kind === "variable" && inner.name.key === "t") wrap("*");
      else if (inner.kind === "call" && inner.callee.key === "delay") {
        const { source, start, end } = inner.span;
        edits.push({ span: { source, start, end: start }, replacement: "(" });
        edits.push({ span: { source, start: end, end }, replacement: `*${writeNumber(k)})` });
      }
    });
  return edits;
}

/** The analysis that a goal speaks of. */
function goalAxis(goal: GoalDirective, kinds: ReadonlySet<AnalysisKind>): string | undefined {
  const on = goal.options.find(({ name }) => name.key === "on");
  if (on !== undefined) return spanText(on.value.span).toLowerCase();
  if (kinds.size === 1) return [...kinds][0];
  const isTimed = [goal.left, goal.right].some((side) =>
    mentions(side, (inner) => inner.kind === "variable" && inner.name.key === "t"),
  );
  if (isTimed || !kinds.has("ac")) return kinds.has("tran") ? "tran" : undefined;
  return "ac";
}
