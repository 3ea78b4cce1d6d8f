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
    pattern: /could not find (?:include|library) file|library file .* not found/i,
    reason: "rejected-deck",
    meaning: "a file that the deck names does not exist",
    spoils: true,
  },
  {
    pattern: /(?:instance|card|line)\b.*\bignored|assumes default parameter/i,
    reason: "rejected-deck",
    meaning: "ngspice ignored what it could not read",
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
    pattern: /no such circuit|command 'remcirc' is ignored|no such device or model|no such parameter/i,
    reason: "engine-died",
    meaning: "the engine lost a circuit that was loaded",
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
    pattern: /no such vector|no writable vector|not available or has zero length/i,
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
  return (
    explainFatal(log, translate) ??
    matchRule(log, translate, () => true) ?? { ...otherwise, log: otherwise.log || log }
  );
}

/** A failure that is certain although every number asked for came back: an ignored card, a replaced value, an analysis given up. */
export function findSpoiledRun(
  log: string,
  translate: (message: string) => string = (message) => message,
): Failure | undefined {
  const spoiled = matchRule(log, translate, (rule) => rule.spoils);
  return spoiled && explainFailure(log, spoiled, translate);
}

/**
 * A failure where ngspice found no operating point and took a moment of a transient for it, its last resort: "finished successfully",
 * and wrong.
 */
export function findFalsePoint(
  log: string,
  translate: (message: string) => string = (message) => message,
): Failure | undefined {
  if (!/transient op finished/i.test(log)) return undefined;
  return explainFailure(log, fail("no-convergence", "ngspice found no operating point", log), translate);
}

/** Lines that say nothing of what went wrong. */
const smallTalk = /^(?:Note:|ngspice \d+ ->|Circuit:|Numparam expansion errors)/;

/**
 * ngspice ends itself where it cannot go on. Before any analysis that means it could not read the deck; what it did not like
 * stands in the lines before.
 */
function explainFatal(log: string, translate: (message: string) => string): Failure | undefined {
  const [before, ...after] = log.split(/^.*fatal error in ngspice.*$/im);
  if (before === undefined || after.length === 0) return undefined;
  const lines = before.split("\n").map((line) => line.trim());
  const reason = /^Doing analysis/m.test(before) ? "engine-died" : "rejected-deck";
  const said = lines.filter((line) => line !== "" && !smallTalk.test(line)).slice(-3);
  return fail(reason, `ngspice met a fatal error: ${translate(said.join(" "))}`, log);
}

function matchRule(
  log: string,
  translate: (message: string) => string,
  applies: (rule: LogRule) => boolean,
): Failure | undefined {
  const rule = rules.find((candidate) => applies(candidate) && candidate.pattern.test(log));
  if (rule === undefined) return undefined;
  const lines = log.split("\n").map((line) => line.trim());
  const found = lines.findIndex((line) => rule.pattern.test(line));
  // A message that ends in a colon goes on in the next lines: the card, and what is wrong with it.
  const isHeading = lines[found]?.endsWith(":") || lines[found]?.endsWith("from line");
  const said = isHeading
    ? lines
        .slice(found)
        .filter((line) => line !== "")
        .slice(0, 3)
    : [lines[found] ?? ""];
  return fail(rule.reason, `${rule.meaning}: ${translate(said.join(" "))}`, log);
}
