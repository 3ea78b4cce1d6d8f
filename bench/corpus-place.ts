import type { Diagnostic } from "../src/index.ts";

/** What a message of ngspice says about the place of an error: a line, or words that stand there. */
interface Cause {
  readonly line?: number;
  readonly words: readonly string[];
}

const patterns: readonly RegExp[] = [
  /Undefined parameter \[(?<word>[^\]]+)\]/,
  /Could not find (?:include|library) file (?<word>\S.*)$/,
  /subcircuit type "(?<word>[^"]+)"/,
  /too few nodes: (?<word>\S+)/,
  /misplaced (?<word>\S+) card/,
  /Syntax error: letter \[(?<word>.)\]/,
];

function causeOf(message: string): Cause {
  const line = /Error on line (\d+)/.exec(message)?.[1];
  const words = patterns.flatMap((pattern) => pattern.exec(message)?.groups?.["word"] ?? []);
  return { ...(line === undefined ? {} : { line: Number(line) }), words };
}

/** The card around an offset, with its continuation lines and one card before and behind. */
function neighbourhood(text: string, offset: number): string {
  const cards = text.split(/\r\n?|\n/);
  let line = text.slice(0, offset).split(/\r\n?|\n/).length - 1;
  const isContinuation = (n: number) => /^\s*[+*]/.test(cards[n] ?? "");
  while (line > 0 && isContinuation(line)) line--;
  let first = line - 1;
  while (first > 0 && isContinuation(first)) first--;
  let last = line + 1;
  while (isContinuation(last)) last++;
  last++;
  while (isContinuation(last)) last++;
  return cards.slice(Math.max(first, 0), last).join("\n").toLowerCase();
}

/** Whether one of the errors stands within a card of what ngspice complains about. Where ngspice does not say, any error will do. */
export function isLocated(message: string, text: string, errors: readonly Diagnostic[]): boolean {
  const { line, words } = causeOf(message);
  return errors.some(({ span }) => {
    if (words.length > 0) {
      const near = neighbourhood(span.source.text, span.start);
      return words.some((word) => near.includes(word.toLowerCase()));
    }
    if (line === undefined || span.source.text !== text) return true;
    return Math.abs(text.slice(0, span.start).split(/\r\n?|\n/).length - line) <= 1;
  });
}
