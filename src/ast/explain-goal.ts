import type { IToken } from "chevrotain";
import { nearestWord } from "../diagnostic/nearest-word.ts";
import { parseSpiceNumber } from "../numeric/spice-number.ts";

/** What is probably wrong with an annotation of expressions, beyond what the grammar expected. */
export interface GoalExplanation {
  /** A word that begins no clause, where a clause could stand. */
  readonly word?: { readonly token: IToken; readonly nearest: string | undefined };
  readonly hint?: string;
}

/** Words that begin a clause behind `=`, `<=` or `>=`. */
const clauseWords: readonly string[] = ["from", "at", "to", "weight", "scale", "tol", "on"];
const settings: ReadonlySet<string> = new Set(["weight", "scale", "tol", "on", "temperature", "margin"]);

/** What people write for a clause in other tools. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ["a", "at"],
  ["for", "from"],
  ["between", "from"],
  ["over", "from"],
  ["within", "from"],
  ["in", "from"],
  ["until", "to"],
  ["till", "to"],
  ["w", "weight"],
  ["tolerance", "tol"],
]);

const relations: ReadonlySet<string> = new Set(["=", "<=", ">="]);
const operandEnds: ReadonlySet<string> = new Set([
  "NumberLiteral",
  "Identifier",
  "StringLiteral",
  "Close",
  "ProbeClose",
  "CloseBrace",
]);

/** Relations of other notations, and what stands for them here. */
const otherRelations: ReadonlyMap<string, string> = new Map([
  ["==", "="],
  ["<", "<="],
  [">", ">="],
  ["≤", "<="],
  ["≥", ">="],
]);

/**
 * Explain why the parser of a goal stopped at a token: a misspelt `from`, a setting without `=`, a unit behind a space, a relation of another
 * notation.
 *
 * @param tokens all tokens of the annotation behind its word.
 * @param stop the place of the one that could not stand there; their number where the annotation ends too early.
 */
export function explainGoal(tokens: readonly IToken[], stop: number): GoalExplanation {
  const [token, last, lastButOne] = [tokens[stop], tokens[stop - 1], tokens[stop - 2]];
  const hasRelation = tokens.slice(0, stop).some(({ image }) => relations.has(image));
  if (hasRelation && kindOf(last) === "Identifier" && operandEnds.has(kindOf(lastButOne))) {
    return explainWord(last!, lastButOne!);
  }
  const hint = hintAt(tokens, stop, hasRelation, token, last);
  return hint === undefined ? {} : { hint };
}

/** A word in the place of a clause, behind the end of an operand. */
function explainWord(word: IToken, before: IToken): GoalExplanation {
  const key = word.image.toLowerCase();
  if (settings.has(key)) return { hint: `write ${key}=…` };
  const synonym = synonyms.get(key);
  if (synonym === undefined && kindOf(before) === "NumberLiteral" && isUnit(before.image, word.image)) {
    const hint = `write ${before.image}${word.image} without a space`;
    return { word: { token: word, nearest: undefined }, hint };
  }
  return { word: { token: word, nearest: synonym ?? nearestWord(key, clauseWords) } };
}

/** Whether a word behind a number is a scale suffix with or without a unit (`kHz`, `meg`, `ms`), or a unit alone. */
function isUnit(number: string, word: string): boolean {
  const read = parseSpiceNumber(`${number}${word}`);
  return (
    read !== undefined &&
    !read.digitsAfterSuffix &&
    /^(?:meg|[tgkmunp])?(?:hz|s|sec|v|a|db|deg|ohms?|f|h|w)?$/i.test(word)
  );
}

function hintAt(
  tokens: readonly IToken[],
  stop: number,
  hasRelation: boolean,
  token: IToken | undefined,
  last: IToken | undefined,
): string | undefined {
  const other = otherRelations.get(token?.image ?? "");
  if (last?.image === "=" && (token?.image === "<" || token?.image === ">")) return `write ${other}`;
  if (!hasRelation && other !== undefined) return `write ${other}`;
  if (token?.image === "=" && isKeyword(last)) return `"${last!.image}" takes no "="`;
  if (hasRelation && (relations.has(token?.image ?? "") || other !== undefined)) {
    return "a goal has one relation: write a second goal for the other limit";
  }
  if (!hasRelation && tokens.slice(stop).some(({ image }) => image === ":")) {
    return "the name of a goal is one word in front of a colon";
  }
  const clause = tokens.slice(0, stop).findLast(isKeyword)?.image.toLowerCase();
  if (token?.image === "@") return "write at 1k, or from 1k to 10k";
  if (last?.image === "%" && token === undefined) return "percentages are not read: 1 % is written 0.01";
  if (clause === "from") return "a range is written from 1k to 10k";
  if (clause === "at" && kindOf(token) === "NumberLiteral") return "values are parted by commas: at 1k, 2k";
  return undefined;
}

function isKeyword(token: IToken | undefined): boolean {
  const kind = kindOf(token);
  return kind === "At" || kind === "From" || kind === "To";
}

function kindOf(token: IToken | undefined): string {
  return token?.tokenType.name ?? "";
}
