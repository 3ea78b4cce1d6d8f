import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { IndependentSource } from "../element.ts";
import { type WaveformArguments, type WaveformValue, waveformTable } from "./waveform-table.ts";

/** The `tstep` and `tstop` of the `.tran` card [s]: arguments that a waveform leaves out are taken from them. */
export interface WaveformTiming {
  readonly step: number;
  readonly stop: number;
}

/**
 * The value of V [V] or I [A] (without its `m`) at the given times [s], as ngspice 45 evaluates its waveform there; the dc value where
 * there is no waveform. Fails with `unsupported` for noise and other functions without a formula and for arguments that ngspice refuses,
 * and with `not-finite`, always naming the source.
 */
export function sampleWaveform(
  source: IndependentSource,
  slots: Float64Array,
  times: Float64Array,
  timing: WaveformTiming,
): Outcome<Float64Array> {
  const value = buildWaveform(source, slots, timing);
  if (value.kind === "failed") return value;
  const samples = times.map(value.value);
  const wrong = samples.findIndex((sample) => !Number.isFinite(sample));
  return wrong < 0
    ? succeed(samples)
    : fail(
        "not-finite",
        `The value of ${source.name} at ${Number(times[wrong]!.toPrecision(6))} s is not finite.`,
      );
}

/** The source as a function of time [s]; fails with `unsupported` as `sampleWaveform` does. */
export function buildWaveform(
  source: IndependentSource,
  slots: Float64Array,
  timing: WaveformTiming,
): Outcome<WaveformValue> {
  const value = waveformOf(source, slots, timing);
  return typeof value === "string" ? fail("unsupported", `${source.name}: ${value}.`) : succeed(value);
}

/** The source as a function of time, or what is wrong with it. */
function waveformOf(
  source: IndependentSource,
  slots: Float64Array,
  timing: WaveformTiming,
): WaveformValue | string {
  const { waveform } = source;
  if (waveform === undefined) {
    const dc = slots[source.dc]!;
    return () => dc;
  }
  const build = waveformTable[waveform.function];
  if (build === undefined) return `its time function ${waveform.function} cannot be sampled`;
  const { repeat, delay } = waveform;
  if (source.kind === "current-source" && (repeat !== undefined || delay !== undefined)) {
    return "ngspice knows r= and td= with voltage sources only";
  }
  const args: WaveformArguments = {
    values: waveform.arguments.map((slot) => slots[slot]!),
    repeat: repeat === undefined ? undefined : slots[repeat]!,
    delay: delay === undefined ? 0 : slots[delay]!,
    ofVoltage: source.kind === "voltage-source",
  };
  return build(args, timing);
}
