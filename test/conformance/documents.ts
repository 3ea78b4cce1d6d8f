import { expect } from "vitest";
import { folderWith, runCli } from "../cli/run-cli.ts";

/** `gradient --json`, or a failure's document. */
export interface GradientDocument {
  readonly cost: number;
  readonly engine: string;
  readonly estimator: string;
  readonly analyses: number;
  readonly parameters: readonly {
    readonly name: string;
    readonly unit: string;
    readonly value: number;
    readonly gradient: number;
    readonly witness?: number;
    readonly relativeError?: number;
  }[];
  readonly check?: { readonly cosine: number; readonly maxRelativeError: number };
}

export interface FailureDocument {
  readonly error: string;
  readonly diagnostics: readonly {
    readonly code: string;
    readonly message: string;
    readonly line: number;
    readonly column: number;
    readonly hint?: string;
  }[];
}

/** Files beside the netlist, by name. */
export type Beside = Readonly<Record<string, string>>;

/** Compile a netlist and take its gradient in the model engine. What stands on standard error comes along. */
export async function gradientOf(
  netlist: string,
  beside: Beside = {},
  ...options: readonly string[]
): Promise<GradientDocument & { readonly warnings: string }> {
  const cwd = folderWith({ "n.cir": netlist, ...beside });
  const argv = ["gradient", "n.cir", "--json", "--engine", "model", ...options];
  const { code, stdout, stderr } = await runCli(argv, { cwd });
  expect(code, stdout).toBe(0);
  return { ...(JSON.parse(stdout) as GradientDocument), warnings: stderr };
}

/** The diagnostics of a netlist that must not compile. */
export async function refusalOf(netlist: string, beside: Beside = {}): Promise<FailureDocument> {
  const cwd = folderWith({ "n.cir": netlist, ...beside });
  const argv = ["gradient", "n.cir", "--json", "--engine", "model"];
  const { code, stdout } = await runCli(argv, { cwd });
  expect(code, stdout).toBe(1);
  return JSON.parse(stdout) as FailureDocument;
}

/** Names of the trained parameters, in the order of the document. */
export async function trainedNames(netlist: string): Promise<readonly string[]> {
  return (await gradientOf(netlist)).parameters.map(({ name }) => name);
}
