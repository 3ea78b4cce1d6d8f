import { type Compilation, compile, emptyHost, type Outcome } from "../src/index.ts";

/** Compile a generated netlist; it has no excuse for errors. */
export function compileGenerated(text: string): Compilation {
  const checked = compile({ name: "generated.cir", text });
  if (checked.ok) return checked.value;
  throw new Error(checked.diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
}

/** Compile a netlist that reads data files. */
export function compileWithData(text: string, files: Readonly<Record<string, string>>): Compilation {
  const checked = compile(
    { name: "generated.cir", text },
    {
      ...emptyHost,
      readTable: (name) =>
        files[name] === undefined
          ? { kind: "missing", reason: "no such file" }
          : { kind: "text", source: { name, text: files[name] } },
    },
  );
  if (checked.ok) return checked.value;
  throw new Error(checked.diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
}

/** The value of a computation that must succeed here. */
export function expectValue<T>(outcome: Outcome<T>): T {
  if (outcome.kind === "ok") return outcome.value;
  throw new Error(`${outcome.reason}: ${outcome.explanation}\n${outcome.log}`);
}
