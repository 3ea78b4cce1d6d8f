/** One table of an experiment: numbers are shown with three significant digits, texts as they are. */
export interface ExperimentTable {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** What one run of an experiment found. */
export interface ExperimentFigures {
  readonly tables: readonly ExperimentTable[];
  /** The figure in one sentence, beside what was to be reached; says so where it was missed. */
  readonly reached: string;
  /** The seeds that were run; trainings that failed are among them. */
  readonly seeds: readonly number[];
  /** What a reader should know of these figures: failures and their reason, what limits them. */
  readonly remarks?: readonly string[];
}

/** How an experiment is run. */
export interface ExperimentRun {
  /** The value of `--name=value`. A run with options is a trial: it prints, and records nothing. */
  option(name: string): string | undefined;
}

/** Why an experiment cannot be run here: its data are not on this machine. */
export interface ExperimentSkipped {
  readonly skipped: string;
}

/**
 * An experiment of a paper: bench/experiments/<name>.ts exports one, named `experiment`. `node bench/run.mjs experiment <name>` runs it, prints
 * its tables, records them in bench/experiments/<name>.json and writes docs/experiments.md from all records.
 */
export interface Experiment {
  readonly title: string;
  /** Place on the page. */
  readonly order: number;
  /** The paper that it follows. */
  readonly source: string;
  /** Paragraphs: the circuit, the task, how it is trained and judged. */
  readonly setting: readonly string[];
  /** What was to be reached. */
  readonly aim: string;
  /** The paper's figure, or "not stated". */
  readonly published: string;
  measure(run: ExperimentRun): Promise<ExperimentFigures | ExperimentSkipped>;
}
