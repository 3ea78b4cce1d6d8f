/** A waveform as a function of time [s]. */
export type WaveformValue = (time: number) => number;

/** The arguments of a waveform, and what else decides its shape. */
export interface WaveformArguments {
  readonly values: readonly number[];
  /** PWL: `r=`, the time from which it is repeated; -1 for never, as in ngspice. */
  readonly repeat: number | undefined;
  /** PWL: `td=` [s]. */
  readonly delay: number;
  /** The functions of V and I are not quite the same in ngspice. */
  readonly ofVoltage: boolean;
}

interface Timing {
  readonly step: number;
  readonly stop: number;
}

/** Makes the function of time, or says what is wrong with the arguments. */
type WaveformBuilder = (args: WaveformArguments, timing: Timing) => WaveformValue | string;

const radian = Math.PI / 180;
const turn = 2 * Math.PI;

/**
 * The waveforms of ngspice 45 by name, with its defaults, measured against it. An argument of 0 stands for the default where SPICE has it
 * so. SFFM and AM have other arguments before ngspice 42: SFFM(VO VA FC MDI FS PC PS) and AM(VA VO MF FC TD PC PS).
 */
export const waveformTable: Readonly<Record<string, WaveformBuilder | undefined>> = {
  pulse,
  sin: sine,
  sine,
  exp: exponential,
  pwl: piecewiseLinear,
  sffm: frequencyModulated,
  am: amplitudeModulated,
};

const tooFew = "its time function needs two values or more";

/** PULSE(V1 V2 TD TR TF PW PER NP): TR and TF are `tstep` where 0, PW and PER `tstop`; NP pulses, any number where 0. */
function pulse({ values }: WaveformArguments, { step, stop }: Timing): WaveformValue | string {
  const [low, high, delay = 0, rise, fall, width, period, count = 0] = values;
  if (low === undefined || high === undefined) return tooFew;
  if ([rise, fall, width, period].some((time) => time !== undefined && time < 0)) {
    return "a pulse cannot have a negative rise time, fall time, width or period";
  }
  const up = rise || step;
  const top = up + (width || stop);
  const down = fall || step;
  const cycle = period || stop;
  const end = count > 0 ? count * cycle : Number.POSITIVE_INFINITY;
  return (time) => {
    const since = time - delay;
    if (since > end) return low;
    const t = since > cycle ? since - cycle * Math.floor(since / cycle) : since;
    if (t <= 0 || t >= top + down) return low;
    if (t < up) return low + ((high - low) * t) / up;
    return t <= top ? high : high + ((low - high) * (t - top)) / down;
  };
}

/** SIN(VO VA FREQ TD THETA PHASE): FREQ is 1/`tstop` where 0; PHASE in degrees; VO + VA sin(PHASE) until TD. */
function sine({ values }: WaveformArguments, { stop }: Timing): WaveformValue | string {
  const [offset, amplitude, given, delay = 0, damping = 0, degrees = 0] = values;
  if (offset === undefined || amplitude === undefined) return tooFew;
  const frequency = given || 1 / stop;
  const phase = degrees * radian;
  return (time) => {
    const t = Math.max(time - delay, 0);
    return offset + amplitude * Math.sin(turn * frequency * t + phase) * Math.exp(-damping * t);
  };
}

/** EXP(V1 V2 TD1 TAU1 TD2 TAU2): TD1, TAU1 and TAU2 are `tstep` where 0, TD2 is TD1 + `tstep`. */
function exponential({ values }: WaveformArguments, { step }: Timing): WaveformValue | string {
  const [low, high, riseDelay, riseTime, fallDelay, fallTime] = values;
  if (low === undefined || high === undefined) return tooFew;
  const first = riseDelay || step;
  const second = fallDelay || first + step;
  const grown = (since: number, constant: number) => (since <= 0 ? 0 : 1 - Math.exp(-since / constant));
  return (time) => {
    const rising = (high - low) * grown(time - first, riseTime || step);
    // Before TD1 there is nothing to fall from, even where TD2 is earlier.
    const falling = time <= first ? 0 : (low - high) * grown(time - second, fallTime || step);
    return low + rising + falling;
  };
}

/** SFFM(VO VA FM MDI FC TD PM PC): the modulation index is kept within 0 … FC/FM. I has no TD (PM and PC follow FC); V is 0 until TD. */
function frequencyModulated(
  { values, ofVoltage }: WaveformArguments,
  { stop }: Timing,
): WaveformValue | string {
  const [offset, amplitude, modulation = 5 / stop, index = 90, given, ...rest] = values;
  if (offset === undefined || amplitude === undefined) return tooFew;
  const carrier = given || 500 / stop;
  const [delay = 0, modulationPhase = 0, carrierPhase = 0] = ofVoltage ? rest : [0, ...rest];
  const depth = index > carrier / modulation ? carrier / modulation : Math.max(index, 0);
  return (time) => {
    const t = time - delay;
    if (ofVoltage && t <= 0) return 0;
    const swing = depth * Math.sin(turn * modulation * t + modulationPhase * radian);
    return offset + amplitude * Math.sin(turn * carrier * t + carrierPhase * radian + swing);
  };
}

/** AM(VO VMO VMA FM FC TD PM PC) = VO + (VMO + VMA sin(2π FM t + PM)) sin(2π FC t + PC) with t from TD on; 0 until then. */
function amplitudeModulated({ values }: WaveformArguments, { stop }: Timing): WaveformValue | string {
  const [offset, mean, depth = 1, modulation = 5 / stop, carrier = 500 / stop, delay = 0, ...phases] = values;
  if (offset === undefined || mean === undefined) return tooFew;
  const [modulationPhase = 0, carrierPhase = 0] = phases;
  return (time) => {
    const t = time - delay;
    if (t <= 0) return 0;
    const envelope = mean + depth * Math.sin(turn * modulation * t + modulationPhase * radian);
    return offset + envelope * Math.sin(turn * carrier * t + carrierPhase * radian);
  };
}

/** PWL(t1 v1 t2 v2 …) r= td=: v1 before t1; after the last time its value, or again from `r` on, which must be one of the times. */
function piecewiseLinear({ values, repeat, delay }: WaveformArguments): WaveformValue | string {
  const count = values.length / 2;
  if (count < 1 || !Number.isInteger(count)) return "pwl needs pairs of a time and a value";
  const at = values.filter((_, k) => k % 2 === 0);
  const heights = values.filter((_, k) => k % 2 === 1);
  if (at.some((time, k) => k > 0 && time < at[k - 1]!)) return "the times of pwl must not decrease";
  const [end, last] = [at[count - 1]!, heights[count - 1]!];
  const again = repeat === undefined || repeat < 0 ? undefined : repeat;
  if (again !== undefined && (!at.includes(again) || again === end)) {
    return "r= of pwl must be one of its times, and not the last";
  }
  return (time) => {
    let t = time - delay;
    if (t > end) {
      if (again === undefined) return last;
      t -= again;
      t = t - (end - again) * Math.floor(t / (end - again)) + again;
    }
    // The first corner that is not before t.
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at[middle]! >= t) high = middle;
      else low = middle + 1;
    }
    if (low === 0) return heights[0]!;
    const part = (t - at[low - 1]!) / (at[low]! - at[low - 1]!);
    return heights[low - 1]! + part * (heights[low]! - heights[low - 1]!);
  };
}
