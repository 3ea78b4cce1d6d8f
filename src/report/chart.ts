import type { Relation } from "../ast/directive.ts";

/** How one direction of a chart is drawn. */
export interface ChartAxis {
  /** What is plotted: `frequency`, `vdb(out)`. */
  readonly label: string;
  /** `Hz`, `s`, `V`, `dB`, `°` or empty. */
  readonly unit: string;
  readonly scale: "log" | "linear";
  /** Marked at whole numbers only: a count. */
  readonly whole?: boolean;
  /** Begins here at the latest. */
  readonly from?: number;
}

/** One curve; `x` and `y` are of one length. Points that are not finite interrupt it. */
export interface Curve {
  readonly name: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** `before` is drawn dashed and pale, `after` strong; `plain` curves take one colour each. */
  readonly role: "before" | "after" | "plain";
  /** Its points are shown as dots as well: they are few, and each means something. */
  readonly dotted?: boolean;
  /** The area between it and the lower edge is tinted: a histogram. */
  readonly filled?: boolean;
}

/** One place on a chart that deserves a ring around it. */
export interface Mark {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** A goal as seen on a chart: the side its limit forbids, or the values it wants. Points that are not finite interrupt it. */
export interface Mask {
  readonly name: string;
  readonly relation: Relation;
  readonly x: Float64Array;
  readonly limit: Float64Array;
}

/** One pair of axes with curves and masks. */
export interface Chart {
  readonly title: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly curves: readonly Curve[];
  readonly masks: readonly Mask[];
  readonly marks?: readonly Mark[];
}
