import { InvalidArgumentError } from "commander";
import { parseSpiceNumber } from "../numeric/spice-number.ts";
import type { NodeNaming } from "../transform/rename-nodes.ts";

/** Reads `--steps 50`: a whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(`a whole number of at least ${least} is needed.`);
    }
    return value;
  };
}

/** Reads `--beta 1e-3` or `--beta auto`. */
export function positiveNumberOrAuto(text: string): number | "auto" {
  if (text.toLowerCase() === "auto") return "auto";
  const value = Number(text);
  if (text.trim() === "" || !(value > 0) || !Number.isFinite(value)) {
    throw new InvalidArgumentError("a positive number or `auto` is needed.");
  }
  return value;
}

/** Reads `--rate 0.1`. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value > 0) || !Number.isFinite(value))
    throw new InvalidArgumentError("a positive number is needed.");
  return value;
}

/** Reads `--scale-frequency 1k`: a positive number as netlists write it. */
export function positiveSpiceNumber(text: string): number {
  const value = parseSpiceNumber(text)?.value;
  if (value === undefined || !(value > 0)) throw new InvalidArgumentError("a positive number is needed.");
  return value;
}

/** Reads `--rename-nodes in=a,out=b`; without pairs the nodes are numbered. */
export function nodeNaming(text: string): NodeNaming {
  if (text === "") return "numbers";
  return new Map(
    text.split(",").map((pair) => {
      const [, before, after] = /^([^\s=]+)=([^\s=]+)$/.exec(pair.trim()) ?? [];
      if (before === undefined || after === undefined) {
        throw new InvalidArgumentError(
          "old=new is needed; without pairs, put the netlist before this option.",
        );
      }
      return [before, after] as const;
    }),
  );
}

/** Collects an option that may be given several times. */
export function collect(text: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), text];
}

/** Absolute zero. */
const COLDEST = -273.15;

/** Reads `--temperature -40,25,85`: degrees Celsius. */
export function listOfTemperatures(text: string): readonly number[] {
  const numbers = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (numbers.some((value) => !Number.isFinite(value)))
    throw new InvalidArgumentError("numbers with commas between them are needed.");
  if (numbers.some((value) => value <= COLDEST))
    throw new InvalidArgumentError(`degrees Celsius above ${COLDEST} are needed.`);
  return numbers;
}
