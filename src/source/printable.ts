/**
 * What may steer a terminal or turn the order of letters around: all but the characters that are named here. Left out are control
 * characters other than tab and line feed, a carriage return that does not end a line, line separators, and marks of writing direction.
 */
const steering =
  /\r(?!\n)|[^\t\n\r\u0020-\u007e\u00a0-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ufefe\uff00-\uffff]/g;

const escapeUnit = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;

/**
 * A text of several lines as a terminal may be given it: what could steer the terminal is written as `\u001b` and the like. In a JSON
 * document such an escape means the character itself, so that a document keeps its values.
 */
export function printable(text: string): string {
  return text.replace(steering, escapeUnit);
}

/** A name that belongs into one line, such as that of a file: line ends are escaped too. */
export function printableName(name: string): string {
  return printable(name.replace(/[\r\n]/g, escapeUnit));
}

/** One UTF-16 unit in a line of source whose columns must be kept: a dot in the place of what could steer a terminal. */
export function printableUnit(letter: string): string {
  return letter === "\r" || letter === "\n" || letter.search(steering) >= 0 ? "\u00b7" : letter;
}
