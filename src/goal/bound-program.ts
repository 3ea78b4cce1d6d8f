import { invariant } from "../diagnostic/invariant.ts";
import type { ComplexMatrix } from "../numeric/complex-matrix.ts";
import type { GoalProgram, ObservedInput } from "./goal-program.ts";
import type { Register } from "./register.ts";
import type { PointStencils, SamplePoints } from "./sample-points.ts";

/** A program with its points: what depends on the axis alone is already computed. */
export interface BoundProgram {
  readonly program: GoalProgram;
  /** Number of points. */
  readonly count: number;
  /** f, t or x of each point. */
  readonly axis: Float64Array;
  /** Where an input is read. */
  samplesOf(input: ObservedInput): SamplePoints;
  /** Take the numbers of one state of the circuit; to be called before `run`. */
  loadSlots(slots: Float64Array): void;
  /** Take the data of one sample, counted over the whole data set; to be called before `run` where the program reads any. */
  loadSample(sample: number): void;
  /** Value and derivatives at one point, left in `program.result`; the observed numbers stand `shift` columns further right. */
  run(point: number, observed: ComplexMatrix, shift?: number): void;
}

/** Bind a program to its points: `stencils[0]` the points themselves, `stencils[1]` and `[2]` those beside them, where it needs them. */
export function bindProgram(program: GoalProgram, stencils: PointStencils): BoundProgram {
  const count = stencils[0].axis.length;
  const columns = program.columns.map((register) => new Column(register, count));
  const axes = program.axes.map(({ stencil, register }) => ({
    register,
    axis: needed(stencils[stencil]).axis,
  }));
  for (let point = 0; point < count; point++) {
    for (const { register, axis } of axes) register.re[0] = axis[point]!;
    for (const { kernel, out, a, b } of program.axisSteps) kernel(out, a, b);
    for (const column of columns) column.store(point);
  }

  const inputs = program.observed.map((input) => ({ ...input, samples: needed(stencils[input.stencil]) }));
  return {
    program,
    count,
    axis: stencils[0].axis,
    samplesOf: ({ stencil }) => needed(stencils[stencil]),
    loadSlots(slots) {
      for (const { slot, register } of program.slots) register.re[0] = slots[slot]!;
    },
    loadSample(sample) {
      for (const { column, register } of program.data) register.re[0] = column[sample]!;
    },
    run(point, observed, shift = 0) {
      for (const column of columns) column.load(point);
      for (const { observable, register, samples } of inputs) {
        const row = observable * observed.columns + shift;
        const left = row + samples.left[point]!;
        const fraction = samples.fraction[point]!;
        register.re[0] = observed.re[left]!;
        if (register.complex) register.im[0] = observed.im[left]!;
        if (fraction === 0) continue;
        const right = row + samples.right[point]!;
        register.re[0] += fraction * (observed.re[right]! - observed.re[left]!);
        if (register.complex) register.im[0]! += fraction * (observed.im[right]! - observed.im[left]!);
      }
      for (const { kernel, out, a, b } of program.liveSteps) kernel(out, a, b);
    },
  };
}

function needed(samples: SamplePoints | undefined): SamplePoints {
  invariant(samples !== undefined, "a program needs points beside its own that it was not given");
  return samples;
}

/** The values of a register of the axis alone, point by point. */
class Column {
  readonly #register: Register;
  readonly #re: Float64Array;
  readonly #im: Float64Array | undefined;

  constructor(register: Register, count: number) {
    this.#register = register;
    this.#re = new Float64Array(count);
    this.#im = register.complex ? new Float64Array(count) : undefined;
  }

  store(point: number): void {
    this.#re[point] = this.#register.re[0]!;
    if (this.#im !== undefined) this.#im[point] = this.#register.im[0]!;
  }

  load(point: number): void {
    this.#register.re[0] = this.#re[point]!;
    if (this.#im !== undefined) this.#register.im[0] = this.#im[point]!;
  }
}
