import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Checked } from "../../src/diagnostic/checked.ts";
import type { PassRequest } from "../../src/transform/passes.ts";
import { type TransformedNetlist, transformNetlist } from "../../src/transform/transform-netlist.ts";

/** A pass without an argument by its name alone. */
export type Step = PassRequest | (PassRequest & { readonly argument: undefined })["pass"];

/** Send a text through passes; includes are read from the folder of `name`. */
export function tryTransform(
  text: string,
  steps: readonly Step[],
  name = "test.cir",
): Checked<TransformedNetlist> {
  const requests = steps.map((step) =>
    typeof step === "string" ? ({ pass: step, argument: undefined } as PassRequest) : step,
  );
  return transformNetlist({ name, text }, requests, {
    readInclude(file) {
      try {
        const path = join(dirname(name), basename(file));
        return { kind: "text", source: { name: path, text: readFileSync(path, "utf8") } };
      } catch {
        return { kind: "missing", reason: "there is no such file" };
      }
    },
  });
}

/** The transformed text; errors fail the test. */
export function transformed(text: string, ...steps: readonly Step[]): string {
  const result = tryTransform(text, steps);
  if (!result.ok)
    throw new Error(result.diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  return result.value.text;
}

/** The codes of everything that was said. */
export function codesOf(text: string, ...steps: readonly Step[]): readonly string[] {
  const result = tryTransform(text, steps);
  const said = result.ok ? result.value.remarks : result.diagnostics;
  return said.map(({ code }) => code);
}
