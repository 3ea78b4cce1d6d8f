import type { SourceText, Span } from "../source/source-text.ts";
import type { Directive } from "./directive.ts";
import type { ElementCard } from "./element.ts";
import type { Expression, Name } from "./expression.ts";
import type { Assignment, Value } from "./value.ts";

/** Line 1 of a deck; absent in included files. */
export interface TitleLine {
  readonly kind: "title";
  readonly text: string;
  readonly span: Span;
}

/** A comment or blank line (or run of them) that holds no directive. */
export interface CommentLine {
  readonly kind: "comment";
  readonly span: Span;
}

/** A comment line (with its `* @+` continuations) that holds a directive. `directive` is absent when it could not be parsed (which was reported). */
export interface DirectiveLine {
  readonly kind: "directive";
  readonly directive?: Directive;
  readonly span: Span;
}

export interface ModelCommand {
  readonly kind: "model";
  readonly name: Name;
  readonly type: Name;
  readonly parameters: readonly Assignment[];
  readonly extra: readonly Value[];
  readonly span: Span;
}

export interface ParamCommand {
  readonly kind: "param";
  readonly assignments: readonly Assignment[];
  readonly span: Span;
}

export interface FunctionCommand {
  readonly kind: "func";
  readonly name: Name;
  readonly parameters: readonly Name[];
  readonly body: Expression;
  readonly span: Span;
}

/** `.include file` and `.lib file section`. */
export interface IncludeCommand {
  readonly kind: "include";
  readonly file: string;
  readonly fileSpan: Span;
  readonly section?: Name;
  readonly span: Span;
}

/** `.lib section` … `.endl` inside a library file. */
export interface LibrarySection {
  readonly kind: "library";
  readonly name: Name;
  readonly body: readonly Statement[];
  readonly span: Span;
}

/** `.subckt` … `.ends`; may be nested. */
export interface Subcircuit {
  readonly kind: "subcircuit";
  readonly name: Name;
  readonly ports: readonly Name[];
  readonly parameters: readonly Assignment[];
  readonly body: readonly Statement[];
  readonly span: Span;
}

export type AnalysisKind = "ac" | "tran" | "op" | "dc";

export interface AnalysisCommand {
  readonly kind: "analysis";
  readonly analysis: AnalysisKind;
  /** The arguments in order: `dec 10 1k 1meg`, `1n 1u 0 1n uic`, `V1 0 5 0.1`. */
  readonly arguments: readonly Value[];
  readonly span: Span;
}

/** `.options a b=1`. */
export interface OptionsCommand {
  readonly kind: "options";
  readonly assignments: readonly Assignment[];
  readonly flags: readonly Name[];
  readonly span: Span;
}

/** `.ic v(a)=1 v(b)=2`, `.nodeset …`. */
export interface NodeVoltagesCommand {
  readonly kind: "ic" | "nodeset";
  readonly voltages: readonly { readonly node: Name; readonly value: Value; readonly span: Span }[];
  readonly span: Span;
}

/** `.global a b`. */
export interface GlobalCommand {
  readonly kind: "global";
  readonly nodes: readonly Name[];
  readonly span: Span;
}

export interface TemperatureCommand {
  readonly kind: "temp";
  readonly values: readonly Value[];
  readonly span: Span;
}

export interface EndCommand {
  readonly kind: "end";
  readonly span: Span;
}

/** One command of a `.control` block: `let x = v(out)`, `ac dec 10 1 1meg`. It is kept, and never executed. */
export interface ControlCommand {
  /** Its first word, in lower case in `key`. */
  readonly name: Name;
  /** What follows the name, without a comment at the end; empty where nothing does. */
  readonly arguments: Span;
  /** How many loops and branches (`if while foreach repeat dowhile`) and definitions are open around it. */
  readonly depth: number;
  /** Set for `ac dc op tran` whose arguments are plain words. */
  readonly analysis?: AnalysisCommand;
  readonly span: Span;
}

/** `.control` … `.endc`, kept byte for byte and never executed by a training run. */
export interface ControlBlock {
  readonly kind: "control";
  readonly commands: readonly ControlCommand[];
  readonly span: Span;
}

/** A dot card that is recognised but not used (`.save .print .plot .meas .noise …`), or is unknown. */
export interface OtherCommand {
  readonly kind: "other";
  /** With its dot, lower case in `key`: `.save`. */
  readonly name: Name;
  readonly arguments: readonly Value[];
  /** What ngspice evaluates before the run wherever it stands: all that is in braces or single quotes. */
  readonly expressions?: readonly Value[];
  readonly span: Span;
}

export type Statement =
  | TitleLine
  | CommentLine
  | DirectiveLine
  | ElementCard
  | ModelCommand
  | ParamCommand
  | FunctionCommand
  | IncludeCommand
  | LibrarySection
  | Subcircuit
  | AnalysisCommand
  | OptionsCommand
  | NodeVoltagesCommand
  | GlobalCommand
  | TemperatureCommand
  | EndCommand
  | ControlBlock
  | OtherCommand;

/** One parsed file. The statements lie in the text in order; what is between them is line ends and white space. */
export interface Netlist {
  readonly source: SourceText;
  readonly statements: readonly Statement[];
}
