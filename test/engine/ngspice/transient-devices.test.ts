import { afterAll, describe, expect, it } from "vitest";
import { createNgspiceEngine } from "../../../src/engine/ngspice/ngspice-engine.ts";
import type { Phase } from "../../../src/experiment/experiment.ts";
import { complexMatrix } from "../../../src/numeric/complex-matrix.ts";
import { transientOf } from "../model/run-transient.ts";
import { unwrap } from "./ac-session.ts";
import { circuitFrom } from "./circuit-from.ts";
import { freePoint, readPoint, writtenSlots } from "./dc-check.ts";

const engine = createNgspiceEngine({ deadlineSeconds: 60 });
afterAll(() => engine.close());

interface Case {
  readonly deck: string;
  readonly stop: number;
  readonly out: string;
  readonly hasSupply?: boolean;
}

const cases: Readonly<Record<string, Case>> = {
  "a bridge rectifier": {
    deck: `V1 a 0 sin(0 5 1k)
R1 a in 10
D1 in p dx
D2 0 p dx
D3 n in dx
D4 n 0 dx
C1 p n 1u
Rl p n 2k
R0 n 0 1meg
.model dx d(is=1e-14 rs=0.5 cjo=5p tt=2n)`,
    stop: 3e-3,
    out: "v(p)",
  },
  "a CMOS inverter driving another": {
    deck: `Vdd vdd 0 3
V1 in 0 pulse(0 3 2n 1n 1n 6n 16n)
M1 a in 0 0 nch w=10u l=1u
M2 a in vdd vdd pch w=20u l=1u
M3 b a 0 0 nch w=10u l=1u
M4 b a vdd vdd pch w=20u l=1u
C1 a 0 50f
C2 b 0 0.2p
.model nch nmos(level=1 vto=0.7 kp=100u lambda=0.03 cgso=0.2n cgdo=0.2n)
.model pch pmos(level=1 vto=-0.8 kp=40u lambda=0.05 cgso=0.2n cgdo=0.2n)`,
    stop: 32e-9,
    out: "v(b)",
    hasSupply: true,
  },
  "a bipolar amplifier behind a capacitor": {
    deck: `Vcc vcc 0 12
Vin in 0 sin(0 0.02 10k)
Cin in b 1u
R1 vcc b 47k
R2 b 0 10k
Rc vcc c 2.2k
Re e 0 470
Ce e 0 10u
Q1 c b e qn
Cout c out 1u
Rl out 0 10k
.model qn npn(is=1e-15 bf=180 vaf=80 rb=50 rc=1 re=0.5 cje=10p cjc=4p tf=0.4n)`,
    stop: 3e-4,
    out: "v(out)",
    hasSupply: true,
  },
  "behavioural sources of time and voltage": {
    deck: `B1 a 0 v='1.5*exp(-time/1m)*sin(6283*time) + 0.5'
R1 a b 1k
C1 b 0 100n
B2 0 c i='1m*tanh(3*v(b))*(1+time/2m)'
R2 c 0 1k
C2 c 0 50n`,
    stop: 4e-3,
    out: "v(c)",
  },
};

async function fixedGrid({ deck, stop, out }: Case, count: number, uic: boolean): Promise<Float64Array> {
  const circuit = circuitFrom(`${deck}\n.tran 1n ${stop}`);
  const experiment = transientOf(circuit, { step: stop / count, count, uic });
  const session = unwrap(await engine.open(experiment));
  const slots = writtenSlots(circuit);
  const [first, again] = [
    unwrap(await session.run(slots, [freePoint]))[0]!,
    unwrap(await session.run(slots, [freePoint]))[0]!,
  ];
  await session.close();
  expect(again.re).toEqual(first.re);
  return Float64Array.from({ length: count + 1 }, (_, n) => readPoint(experiment, first, out, n));
}

/** The circuit as written, run by ngspice with its own steps, read at the times of the grid. */
async function asWritten({ deck, stop, out }: Case, count: number, uic: boolean): Promise<Float64Array> {
  const text = `test\n${deck}\n.options reltol=1e-6\n.tran ${stop / 1000} ${stop} 0 ${stop / 40_000}${uic ? " uic" : ""}\n.save ${out}\n.end\n`;
  const [plot] = unwrap(await engine.simulate({ deck: text, accuracy: "as-written" }));
  const [time, value] = [plot!.variables[0]!.re, plot!.variables[1]!.re];
  let at = 0;
  return Float64Array.from({ length: count + 1 }, (_, n) => {
    const t = (n * stop) / count;
    while (at + 2 < time.length && time[at + 1]! < t) at++;
    const part = (t - time[at]!) / (time[at + 1]! - time[at]!);
    return value[at]! + part * (value[at + 1]! - value[at]!);
  });
}

function rms(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

describe("free transients of circuits with devices", () => {
  it.each(
    Object.entries(cases).flatMap(([name, one]) => [true, false].map((uic) => [name, uic, one] as const)),
  )("tend to those of the deck's own steps: %s, uic %s", async (_, uic, one) => {
    const error = async (count: number): Promise<number> => {
      const [ours, theirs] = [await fixedGrid(one, count, uic), await asWritten(one, count, uic)];
      return rms(ours.slice(2).map((value, n) => value - theirs[n + 2]!)) / rms(theirs);
    };
    const [coarse, fine] = [await error(800), await error(1600)];
    expect(fine).toBeLessThan(1e-3);
    // A supply that jumps at t = 0 through devices is followed to first order only.
    if (!(uic && one.hasSupply)) expect(coarse / fine).toBeGreaterThan(2.5);
  });

  it("are all there is: a nudge is refused and names the device", async () => {
    const circuit = circuitFrom(`${cases["a bridge rectifier"]!.deck}\n.tran 1u 1m`);
    const experiment = transientOf(circuit, { step: 1e-6, count: 100, probes: ["v(p)"] });
    const session = unwrap(await engine.open(experiment));
    const nudge: Phase = { kind: "waveform", amplitudes: complexMatrix(1, 101) };
    const outcome = await session.run(writtenSlots(circuit), [nudge]);
    expect(outcome).toMatchObject({ reason: "unsupported", explanation: expect.stringContaining("D1") });
  });
});
