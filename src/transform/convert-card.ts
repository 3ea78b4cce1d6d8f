import type { ElementCard } from "../ast/element.ts";
import { type Span, spanText } from "../source/source-text.ts";
import type { TextEdit } from "../source/text-edit.ts";
import type { DialectRules } from "./dialects.ts";
import type { Place } from "./places.ts";

/** Say that the other simulator has no counterpart of something, and what to do about it. */
export type Lacks = (what: string, span: Span, advice?: string) => void;

/** Say which parts of a source's waveform the other simulator lacks. */
export function checkWaveform({ source }: ElementCard, rules: DialectRules, lacks: Lacks): void {
  if (source?.waveform === undefined) return;
  const { function: name, parameters } = source.waveform;
  if (rules.missingWaveforms.includes(name.key)) lacks(`the waveform ${name.text}`, name.span);
  for (const { name: parameter, span } of parameters) {
    if (Object.hasOwn(rules.missingWaveformParameters, parameter.key))
      lacks(`${parameter.text}= of ${name.text}`, span, rules.missingWaveformParameters[parameter.key]);
  }
}

/** The parameters of R, L and C: what is lacking is said, temperature coefficients are a list or two assignments, as they are written there. */
export function passiveEdits(card: ElementCard, rules: DialectRules, lacks: Lacks): readonly TextEdit[] {
  if (!"rcl".includes(card.letter)) return [];
  const isResistor = card.letter === "r";
  for (const { name, span } of card.parameters) {
    const isCoefficient = name.key === "tc1" || name.key === "tc2";
    if (rules.coefficientList && isResistor && name.key === "m")
      lacks(`${name.text}= of a resistor`, span, "divide its value");
    else if (
      rules.missingParameters.includes(name.key) ||
      (rules.coefficientList && !isResistor && isCoefficient)
    )
      lacks(`${name.text}=`, span);
  }
  if (rules.coefficientList) return isResistor ? coefficientEdits(card) : [];
  // `tc=a b` is read as two; here the second has no name of its own in the text.
  const isList = card.parameters.some(
    ({ name, span }) => name.key === "tc2" && !/^tc2/i.test(spanText(span)),
  );
  if (!isList) return [];
  return card.parameters.flatMap(({ name, value, span }) => {
    if (name.key !== "tc" && name.key !== "tc2") return [];
    return [{ span, replacement: `${name.key === "tc" ? "tc1" : "tc2"}=${spanText(value.span)}` }];
  });
}

/** `tc1=a tc2=b` (`tc=a b`) as `tc=a,b`, in the place of the first of them. */
function coefficientEdits({ parameters }: ElementCard): readonly TextEdit[] {
  const given = parameters.filter(({ name }) => /^tc[12]?$/.test(name.key));
  const [first, second] = given;
  // A list is there already.
  if (first === undefined || given.some(({ more }) => more.length > 0)) return [];
  const [linear, quadratic] = [/^tc1?$/, /^tc2$/].map((key) => {
    const value = given.find(({ name }) => key.test(name.key))?.value;
    return value === undefined ? undefined : spanText(value.span);
  });
  const list = `tc=${linear ?? "0"}${quadratic === undefined ? "" : `,${quadratic}`}`;
  if (second === undefined) return [{ span: first.span, replacement: list }];
  const { source, start } = second.span;
  // The second is taken out with the blanks in front of it.
  const blanks = /[ \t]*$/.exec(source.text.slice(first.span.end, start))![0].length;
  return [
    { span: first.span, replacement: list },
    { span: { ...second.span, start: start - blanks }, replacement: "" },
  ];
}

/** `gnd` as 0, where it means an ordinary node. */
export function groundEdits(places: readonly Place[], rules: DialectRules): readonly TextEdit[] {
  if (rules.groundAlias) return [];
  return places.flatMap((place): readonly TextEdit[] =>
    place.kind === "node" && place.name.key === "gnd" ? [{ span: place.name.span, replacement: "0" }] : [],
  );
}
