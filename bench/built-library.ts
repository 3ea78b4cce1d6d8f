import { type Compilation, compile, type Outcome } from "../src/index.ts";

/** Compile a generated netlist; it has no excuse for errors. */
export function compileGenerated(text: string): Compilation {
  const checked = compile({ name: "generated.cir", text });
  if (checked.ok) return checked.value;
  throw new Error(checked.diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
}

/** The value of a computation that must succeed here. */
export function expectValue<T>(outcome: Outcome<T>): T {
  if (outcome.kind === "ok") return outcome.value;
  throw new Error(`${outcome.reason}: ${outcome.explanation}\n${outcome.log}`);
}
