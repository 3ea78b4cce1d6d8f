import type { Outcome } from "../../src/numeric/outcome.ts";
import { type Compilation, type CompileHost, compile } from "../../src/training/compile.ts";

/** Compile a netlist that has no excuse for errors. */
export function compileText(text: string, host?: CompileHost, name = "test.cir"): Compilation {
  const compiled = compile({ name, text }, host);
  if (compiled.ok) return compiled.value;
  throw new Error(compiled.diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
}

/** The value of a computation that must succeed here. */
export function expectOk<T>(outcome: Outcome<T>): T {
  if (outcome.kind === "ok") return outcome.value;
  throw new Error(`${outcome.reason}: ${outcome.explanation}\n${outcome.log}`);
}
