import { type Failure, type FailureReason, fail } from "../../numeric/outcome.ts";

interface LogRule {
  readonly pattern: RegExp;
  readonly reason: FailureReason;
  /** What it means, for a person. */
  readonly meaning: string;
  /** True where the numbers are worthless even if all of them came. Otherwise the line explains why they did not. */
  readonly spoils: boolean;
}

/** What ngspice prints when something is wrong, the most telling first. Everything else is a note. */
const rules: readonly LogRule[] = [
  {
    pattern: /fatal error in ngspice/i,
    reason: "engine-died",
    meaning: "ngspice met a fatal error",
    spoils: true,
  },
  {
    pattern: /could not find (?:include|library) file|library file .* not found/i,
    reason: "rejected-deck",
    meaning: "a file that the deck names does not exist",
    spoils: true,
  },
  {
    pattern: /instance line, ignored|line ignored|,\s*ignored!/i,
    reason: "rejected-deck",
    meaning: "ngspice ignored a card it could not read",
    spoils: true,
  },
  {
    pattern: /value of resistor .* is too small/i,
    reason: "rejected-deck",
    meaning: "ngspice replaced a resistance that is too small",
    spoils: true,
  },
  {
    pattern:
      /can't find model|could not find a valid modelname|unknown model|unable to find definition of model/i,
    reason: "rejected-deck",
    meaning: "a model is not defined",
    spoils: true,
  },
  {
    pattern: /^\s*fatal error:/im,
    reason: "rejected-deck",
    meaning: "ngspice refused the deck",
    spoils: true,
  },
  {
    pattern: /error on line|circuit not parsed|unknown subckt|undefined parameter|cannot compute substitute/i,
    reason: "rejected-deck",
    meaning: "ngspice could not read the deck",
    spoils: true,
  },
  {
    pattern: /matrix is singular|singular matrix/i,
    reason: "singular",
    meaning: "the equations of the circuit have no unique solution",
    spoils: false,
  },
  {
    pattern:
      /no convergence|timestep too small|could not be simulated|operating point failed|iteration limit|op failed/i,
    reason: "no-convergence",
    meaning: "ngspice found no solution",
    spoils: false,
  },
  {
    pattern:
      /no such vector|no writable vector|not available or has zero length|no such circuit|no circuit loaded/i,
    reason: "incomplete-result",
    meaning: "ngspice has not computed what was asked for",
    spoils: false,
  },
];

/**
 * What a log says about a run that gave no usable result; `otherwise` where it says nothing.
 * `translate` replaces the deck's names by the user's.
 */
export function explainFailure(
  log: string,
  otherwise: Failure,
  translate: (message: string) => string = (message) => message,
): Failure {
  return matchRule(log, translate, () => true) ?? { ...otherwise, log: otherwise.log || log };
}

/** A failure that is certain although every number asked for came back: an ignored card, a replaced value. */
export function findSpoiledRun(
  log: string,
  translate: (message: string) => string = (message) => message,
): Failure | undefined {
  return matchRule(log, translate, (rule) => rule.spoils);
}

function matchRule(
  log: string,
  translate: (message: string) => string,
  applies: (rule: LogRule) => boolean,
): Failure | undefined {
  const rule = rules.find((candidate) => applies(candidate) && candidate.pattern.test(log));
  if (rule === undefined) return undefined;
  const line = log.split("\n").find((text) => new RegExp(rule.pattern, "i").test(text)) ?? "";
  return fail(rule.reason, `${rule.meaning}: ${translate(line.trim())}`, log);
}
