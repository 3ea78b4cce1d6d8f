import type { Waveform } from "../../ast/element.ts";
import type { DeckTemplate, IndependentSource } from "../element.ts";
import { operations } from "../expression/operations.ts";
import type { Tape, TapeNode } from "../expression/tape.ts";
import type { FlatCard } from "../flattening/instance.ts";
import { valuePieces } from "../template/value-pieces.ts";
import { type BuildContext, valueNode } from "./element-builder.ts";

type BuiltWaveform = NonNullable<IndependentSource["waveform"]>;

/** The time function of V and I: its arguments as slots, and its text `pulse( … ) r=…` for decks. */
export function buildWaveform(waveform: Waveform, flat: FlatCard, context: BuildContext): BuiltWaveform {
  const slots = waveform.arguments.map((argument) => context.slot(valueNode(argument, flat, context)));
  const parameters = waveform.parameters.flatMap(
    ({ name, value }): DeckTemplate => [
      ` ${name.text}=`,
      ...valuePieces(value, flat.instance.scope, context),
    ],
  );
  const parameter = (key: string) => {
    const given = waveform.parameters.find(({ name }) => name.key === key);
    return given === undefined ? undefined : context.slot(valueNode(given.value, flat, context));
  };
  const repeat = parameter("r");
  const delay = parameter("td");
  const card: DeckTemplate = [
    `${waveform.function.key}(`,
    ...slots.flatMap((slot): DeckTemplate => [" ", { slot }]),
    " )",
    ...parameters,
  ];
  return {
    function: waveform.function.key,
    arguments: slots,
    card,
    ...(repeat === undefined ? {} : { repeat }),
    ...(delay === undefined ? {} : { delay }),
  };
}

/**
 * What a waveform is worth at time 0: the first value of pulse and exp, offset + amplitude · sin(phase) of sin, the first value of pwl.
 * 0 for the others (noise, modulation), whose value at rest ngspice takes as 0 too or which start with it.
 */
export function valueAtStart(waveform: Waveform, flat: FlatCard, context: BuildContext): TapeNode {
  const { tape } = context.evaluator;
  const argument = (index: number): TapeNode | undefined => {
    const value = waveform.arguments[index];
    return value === undefined ? undefined : valueNode(value, flat, context);
  };
  const zero = (): TapeNode => tape.constant(0);
  switch (waveform.function.key) {
    case "pulse":
    case "exp":
      return argument(0) ?? zero();
    case "sffm":
      // ngspice lets a voltage begin behind its delay, a current at once.
      return flat.card.letter === "v" ? zero() : (argument(0) ?? zero());
    case "pwl":
      return argument(1) ?? zero();
    case "sin":
    case "sine":
      return sineAtStart(argument, tape, waveform.span);
    default:
      return zero();
  }
}

/**
 * vo + va · sin(φ) e^0 before the delay td, and from a negative td on vo + va · sin(-2π f td + φ) · e^(td θ); φ in degrees. Whether td is
 * negative is decided for the values as written.
 */
function sineAtStart(
  argument: (index: number) => TapeNode | undefined,
  tape: Tape,
  span: Waveform["span"],
): TapeNode {
  const apply = (operation: keyof typeof operations, ...operands: readonly TapeNode[]): TapeNode =>
    tape.apply(operations[operation], operands, span);
  const [offset, amplitude, frequency, delay, damping, phase] = [0, 1, 2, 3, 4, 5].map(argument);
  if (amplitude === undefined) return offset ?? tape.constant(0);
  const started = delay !== undefined && tape.valueOf(delay) < 0;
  let angle = phase === undefined ? undefined : apply("*", phase, tape.constant(Math.PI / 180));
  if (started && frequency !== undefined) {
    const turned = apply("*", tape.constant(-2 * Math.PI), apply("*", frequency, delay));
    angle = angle === undefined ? turned : apply("+", turned, angle);
  }
  if (angle === undefined) return offset ?? tape.constant(0);
  const wave = apply("*", amplitude, apply("sin", angle));
  const damped =
    started && damping !== undefined ? apply("*", wave, apply("exp", apply("*", delay, damping))) : wave;
  return offset === undefined ? damped : apply("+", offset, damped);
}
