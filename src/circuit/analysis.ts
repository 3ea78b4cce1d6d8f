import type { Span } from "../source/source-text.ts";

/** `.ac dec|oct|lin n fstart fstop`, in Hz. */
export interface AcAnalysis {
  readonly kind: "ac";
  readonly variation: "dec" | "oct" | "lin";
  readonly points: number;
  readonly from: number;
  readonly to: number;
  readonly span: Span;
}

/** `.tran tstep tstop [tstart [tmax]] [uic]`, in seconds. */
export interface TransientAnalysis {
  readonly kind: "tran";
  readonly step: number;
  readonly stop: number;
  readonly start: number;
  readonly maximumStep?: number;
  readonly useInitialConditions: boolean;
  /** `@periodic` [s]: goals speak of one period of the steady state. */
  readonly period?: number;
  readonly span: Span;
}

export interface DcSweep {
  /** Index of the swept V, I or R element; -1 for `temp`. */
  readonly element: number;
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

export interface DcAnalysis {
  readonly kind: "dc";
  readonly sweeps: readonly DcSweep[];
  readonly span: Span;
}

export interface OperatingPointAnalysis {
  readonly kind: "op";
  readonly span: Span;
}

export type Analysis = AcAnalysis | TransientAnalysis | DcAnalysis | OperatingPointAnalysis;
