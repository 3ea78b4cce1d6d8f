/** Where a value stands in a text. */
export interface JsonPlace {
  readonly start: number;
  readonly end: number;
}

const STRING = /"(?:[^"\\]|\\.)*"/y;
const PRIMITIVE = /[^\s,:[\]{}"]+/y;
const SPACE = /\s*/y;

/**
 * Find a value of a valid JSON text by its path of keys and indices; where a path ends early, the last value on it. Of a key that stands twice the last
 * one counts, as for JSON.parse. Nothing is built, so that only a file with an error is looked through a second time.
 */
export function locateJson(text: string, path: readonly (string | number)[]): JsonPlace {
  let place = valueAt(text, skip(text, SPACE, 0));
  for (const step of path) {
    const inside = memberOf(text, place, step);
    if (inside === undefined) break;
    place = inside;
  }
  return place;
}

/** The member of the list or object that begins at a place. */
function memberOf(text: string, { start }: JsonPlace, step: string | number): JsonPlace | undefined {
  const isList = text[start] === "[";
  if (!isList && text[start] !== "{") return undefined;
  let found: JsonPlace | undefined;
  let at = skip(text, SPACE, start + 1);
  for (let index = 0; at < text.length && text[at] !== "]" && text[at] !== "}"; index++) {
    let key: string | number = index;
    if (!isList) {
      const end = skip(text, STRING, at);
      key = JSON.parse(text.slice(at, end)) as string;
      // Behind the colon.
      at = skip(text, SPACE, skip(text, SPACE, end) + 1);
    }
    const member = valueAt(text, at);
    if (key === step) found = member;
    at = skip(text, SPACE, member.end);
    if (text[at] === ",") at = skip(text, SPACE, at + 1);
  }
  return found;
}

/** The value that begins here, to its end. */
function valueAt(text: string, start: number): JsonPlace {
  let at = start;
  let depth = 0;
  do {
    const character = text[at]!;
    if (character === '"') at = skip(text, STRING, at);
    else if ("[{]},: \t\r\n".includes(character)) {
      if (character === "[" || character === "{") depth++;
      else if (character === "]" || character === "}") depth--;
      at++;
    } else at = skip(text, PRIMITIVE, at);
  } while (depth > 0 && at < text.length);
  return { start, end: at };
}

/** The end of what a sticky pattern matches here. */
function skip(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}
