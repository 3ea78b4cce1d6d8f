import { resolve } from "node:path";
import type { Checkpoint } from "../training/checkpoint.ts";
import { describeFileError, type Io } from "./io.ts";

/** Read the file of `--resume`; whether it belongs to this netlist is for the training to say. */
export function readCheckpoint(
  file: string,
  io: Io,
): { readonly checkpoint: Checkpoint } | { readonly error: string } {
  let text: string;
  try {
    text = new TextDecoder().decode(io.files.readFile(resolve(io.cwd, file)));
  } catch (error) {
    return { error: `the checkpoint ${file} cannot be read: ${describeFileError(error)}` };
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isCheckpoint(value)) return { checkpoint: value };
  } catch {
    // Not JSON at all: said below, as for JSON of another kind.
  }
  return { error: `${file} is not a checkpoint that this version of tellegen wrote` };
}

function isCheckpoint(value: unknown): value is Checkpoint {
  if (typeof value !== "object" || value === null) return false;
  const { tellegen, version, parameters, optimizer, start, history, best, state } = value as Record<
    string,
    unknown
  >;
  const isNumbers = (list: unknown): boolean =>
    Array.isArray(list) && list.every((entry) => typeof entry === "number");
  return (
    tellegen === "checkpoint" &&
    version === 1 &&
    Array.isArray(parameters) &&
    parameters.every((name) => typeof name === "string") &&
    typeof optimizer === "string" &&
    typeof start === "number" &&
    isNumbers(history) &&
    isNumbers(best) &&
    (best as readonly number[]).length === parameters.length &&
    typeof state === "object"
  );
}
