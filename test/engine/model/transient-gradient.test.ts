import { describe, expect, it } from "vitest";
import type { PassiveElement } from "../../../src/circuit/element.ts";
import { complexMatrix } from "../../../src/numeric/complex-matrix.ts";
import { circuitOfText, elementOf } from "../../circuit/elaborate-text.ts";
import { slotsOf } from "../../circuit-builder.ts";
import { freeRun } from "./run-phases.ts";
import { differentiate, runTransient, transientOf, type WaveReader } from "./run-transient.ts";

/** Every linear element kind; `ic=` is read from rest and ignored from the operating point. */
const circuit = circuitOfText(`test
V1 in 0 dc 0.5 pulse(0.2 1 0 0.2u 0.4u 1u 4u)
I1 0 d dc 1m
R1 in a 50
C1 a 0 3n ic=0.3
L1 a b 2u ic=2m
L2 c 0 5u ic=-1m
K1 L1 L2 0.6
R2 b 0 75
R3 c d 120
C2 d 0 1n
E1 e 0 b d 1.7
R4 e f 220
V2 f g 0
R5 g 0 330
G1 d 0 f b 4m
F1 a 0 V2 0.8
H1 h c V2 40
R6 h out 90
C3 out 0 2n
R7 out a 1k
.tran 10n 5u uic
.end
`);
const probes = ["v(out)", "v(out,a)", "i(V2)"];
const named = (name: string) => elementOf(circuit, name) as PassiveElement;

type Term = (q: WaveReader, y: WaveReader) => readonly (readonly [Float64Array, Float64Array])[];

/**
 * The sums of docs/conventions.md in time: pairs of a free and a nudged waveform, ∂C/∂value = Σ_n q[n] y[N - n] over all pairs.
 * D is the trapezoidal derivative; `initial` reads what the waveforms were before sample 0, nothing where the circuit was at rest.
 */
function table(
  slots: Float64Array,
  step: number,
  initial: WaveReader | undefined,
): Readonly<Record<string, { order: 0 | 1; slot: number; term: Term }>> {
  const value = (name: string) => slots[named(name).value]!;
  const scaled = (waveform: Float64Array, factor: number) => waveform.map((sample) => factor * sample);
  const derivative = (q: WaveReader, text: string, name: string) => {
    if (initial !== undefined) return differentiate(q(text), step, initial(text)[0]);
    const height = initialOf(name);
    const own = q(text).map((sample, n) => sample - (n === 0 ? height / 2 : height));
    return differentiate(own, step);
  };
  const initialOf = (name: string) => {
    const slot = named(name).initial;
    return slot === undefined ? 0 : slots[slot]!;
  };
  const flow = (q: WaveReader, name: string) => derivative(q, `i(${name})`, name);
  const root = Math.sqrt(value("L1") * value("L2"));
  const cross =
    (factor: number): Term =>
    (q, y) => [
      [scaled(flow(q, "L1"), factor), y("i(L2)")],
      [scaled(flow(q, "L2"), factor), y("i(L1)")],
    ];
  const resistor = (name: string, branch: string) => ({
    order: 0 as const,
    slot: named(name).value,
    term: (q: WaveReader, y: WaveReader) => [[scaled(q(branch), value(name) ** -2), y(branch)] as const],
  });
  const capacitor = (name: string, branch: string) => ({
    order: 1 as const,
    slot: named(name).value,
    term: (q: WaveReader, y: WaveReader) => [[scaled(derivative(q, branch, name), -1), y(branch)] as const],
  });
  const inductor = (name: string) => ({
    order: 1 as const,
    slot: named(name).value,
    term: ((q, y) => [
      [flow(q, name), y(`i(${name})`)],
      ...cross((0.5 * value("K1") * root) / value(name))(q, y),
    ]) satisfies Term,
  });
  const controlled = (name: string, sign: number, control: string, output: string) => ({
    order: 0 as const,
    slot: named(name).value,
    term: (q: WaveReader, y: WaveReader) => [[scaled(q(control), sign), y(output)] as const],
  });
  return {
    R1: resistor("R1", "v(in,a)"),
    R3: resistor("R3", "v(c,d)"),
    R4: resistor("R4", "v(e,f)"),
    R7: resistor("R7", "v(out,a)"),
    C1: capacitor("C1", "v(a)"),
    C2: capacitor("C2", "v(d)"),
    C3: capacitor("C3", "v(out)"),
    L1: inductor("L1"),
    L2: inductor("L2"),
    K1: { order: 1, slot: named("K1").value, term: cross(root) },
    E1: controlled("E1", 1, "v(b,d)", "i(E1)"),
    G1: controlled("G1", -1, "v(f,b)", "v(d)"),
    F1: controlled("F1", -1, "i(V2)", "v(a)"),
    H1: controlled("H1", 1, "i(V2)", "i(H1)"),
  };
}

const target = (probe: number, n: number, count: number) =>
  0.3 * Math.cos(probe + (6 * n) / count) * [1, 0.2, 1e-3][probe]!;

/** C = ½ Σ_o Σ_n w_o (X_o[n] - target)², the current's error in mA. */
const weight = [1, 1, 1e6];

async function costAndErrors(step: number, count: number, uic: boolean, slots: Float64Array) {
  const experiment = transientOf(circuit, { step, count, uic, probes });
  const [free] = await runTransient(experiment, [freeRun], slots);
  const errors = probes.map((probe, k) => free!(probe).map((x, n) => weight[k]! * (x - target(k, n, count))));
  const cost = errors.reduce(
    (sum, error, k) => sum + error.reduce((part, e) => part + (0.5 * e * e) / weight[k]!, 0),
    0,
  );
  return { experiment, free: free!, errors, cost };
}

async function fourPoint(slots: Float64Array, slot: number, cost: (slots: Float64Array) => Promise<number>) {
  const step = 1e-3 * slots[slot]!;
  const at = async (n: number) => {
    const moved = Float64Array.from(slots);
    moved[slot] = slots[slot]! + n * step;
    return cost(moved);
  };
  const [a, b, c, d] = [await at(-2), await at(-1), await at(1), await at(2)];
  return (a - 8 * b + 8 * c - d) / (12 * step);
}

describe("the time-reversed error as nudge gives the exact gradient of the discrete transient", () => {
  for (const [count, uic] of [
    [300, true],
    [300, false],
    [2000, true],
    [2000, false],
  ] as const) {
    it(`${count} steps, ${uic ? "from rest with ic=" : "from the operating point"}`, async () => {
      const step = 5e-6 / count;
      const slots = slotsOf(circuit);
      const { experiment, free, errors } = await costAndErrors(step, count, uic, slots);
      const reversed = complexMatrix(probes.length, count + 1);
      const total = complexMatrix(probes.length, 1);
      errors.forEach((error, probe) => {
        reversed.re.set(error.toReversed(), probe * (count + 1));
        total.re[probe] = error.reduce((sum, e) => sum + e, 0);
      });
      const [y, constant, initial] = await runTransient(
        experiment,
        [
          { kind: "waveform", amplitudes: reversed },
          { kind: "constant", amplitudes: total },
          { kind: "initial" },
        ],
        slots,
      );
      const past = uic ? undefined : initial;
      const cost = async (moved: Float64Array) => (await costAndErrors(step, count, uic, moved)).cost;
      const checked = async (name: string, slot: number, gradient: number) => {
        const witness = await fourPoint(slots, slot, cost);
        // A cost has 14 digits: below this its differences have none left.
        const scale = (0.03 * (await cost(slots))) / Math.abs(slots[slot]!);
        expect(Math.abs(gradient - witness) / Math.max(Math.abs(witness), scale), name).toBeLessThan(1e-9);
      };
      for (const [name, { order, slot, term }] of Object.entries(table(slots, step, past))) {
        const before = past === undefined || order === 1 ? [] : term(past, constant!);
        let gradient = 0;
        for (const [k, [q, nudged]] of term(free, y!).entries()) {
          for (let n = 0; n <= count; n++) gradient += q[n]! * nudged[count - n]!;
          // What all the samples before 0 add, in which nothing moved.
          const [old, settled] = before[k] ?? [[0], [0]];
          gradient += old[0]! * (settled[0]! - nudged.reduce((sum, value) => sum + value, 0));
        }
        await checked(name, slot, gradient);
      }

      // A source's value: its drive is 1 at every sample and before them; from rest it begins with a half.
      const source = elementOf(circuit, "I1");
      if (source.kind !== "current-source") throw new Error("I1 is no current source");
      const response = y!("v(d)");
      const fromRest = response.reduce((sum, value) => sum + value, 0) - 0.5 * response[count]!;
      const settled = uic ? fromRest : constant!("v(d)")[0]!;
      await checked("I1", source.dc, settled);

      if (!uic) return;
      const [l1, l2] = [slots[named("L1").value]!, slots[named("L2").value]!];
      const mutual = slots[named("K1").value]! * Math.sqrt(l1 * l2);
      const last = (text: string) => y!(text)[count]!;
      await checked("ic of C1", named("C1").initial!, (slots[named("C1").value]! * last("v(a)")) / step);
      await checked("ic of L1", named("L1").initial!, -(l1 * last("i(L1)") + mutual * last("i(L2)")) / step);
      await checked("ic of L2", named("L2").initial!, -(l2 * last("i(L2)") + mutual * last("i(L1)")) / step);
    });
  }
});

describe("the impulse response as nudge gives the waveform's Jacobian", () => {
  it.each([true, false])("∂X[n]/∂value = Σ_m q[m] z[n - m] (from rest: %s)", async (uic) => {
    const [step, count] = [5e-6 / 300, 300];
    const slots = slotsOf(circuit);
    const experiment = transientOf(circuit, { step, count, uic, probes });
    const [free] = await runTransient(experiment, [freeRun], slots);
    for (const [probe, text] of probes.entries()) {
      const impulse = complexMatrix(probes.length, count + 1);
      impulse.re[probe * (count + 1)] = 1;
      const unit = complexMatrix(probes.length, 1);
      unit.re[probe] = 1;
      const [z, constant, initial] = await runTransient(
        experiment,
        [
          { kind: "waveform", amplitudes: impulse },
          { kind: "constant", amplitudes: unit },
          { kind: "initial" },
        ],
        slots,
      );
      const past = uic ? undefined : initial;
      for (const [name, { order, slot, term }] of Object.entries(table(slots, step, past))) {
        const before = past === undefined || order === 1 ? [] : term(past, constant!);
        const jacobian = new Float64Array(count + 1);
        for (const [k, [q, response]] of term(free!, z!).entries()) {
          const [old, settled] = before[k] ?? [[0], [0]];
          let seen = 0;
          for (let n = 0; n <= count; n++) {
            for (let m = 0; m <= n; m++) jacobian[n]! += q[m]! * response[n - m]!;
            seen += response[n]!;
            jacobian[n]! += old[0]! * (settled[0]! - seen);
          }
        }
        const h = 1e-3 * slots[slot]!;
        const waves = await Promise.all(
          [-2, -1, 1, 2].map(async (n) => {
            const moved = Float64Array.from(slots);
            moved[slot] = slots[slot]! + n * h;
            return (await runTransient(experiment, [freeRun], moved))[0]!(text);
          }),
        );
        const [a, b, c, d] = waves as [Float64Array, Float64Array, Float64Array, Float64Array];
        const witness = a.map((_, n) => (a[n]! - 8 * b[n]! + 8 * c[n]! - d[n]!) / (12 * h));
        const norm = (values: Float64Array) => Math.hypot(...values);
        const scale = (1e-3 * norm(free!(text))) / Math.abs(slots[slot]!);
        const error = norm(jacobian.map((value, n) => value - witness[n]!));
        expect(error / Math.max(norm(witness), scale), `d ${text} / d ${name}`).toBeLessThan(1e-9);
      }
    }
  });
});
