import { type IParserErrorMessageProvider, type TokenType, tokenLabel } from "chevrotain";

function listAlternatives(paths: readonly (readonly TokenType[])[]): string {
  const labels = [
    ...new Set(
      paths
        .map((path) => path[0])
        .filter((token) => token !== undefined)
        // A sign may stand before any operand; that goes without saying.
        .filter(({ name }) => name !== "Sign")
        .map(tokenLabel),
    ),
  ];
  const last = labels.pop();
  return labels.length === 0 ? (last ?? "something else") : `${labels.join(", ")} or ${last}`;
}

/** Makes the message of a parser error the phrase for what was expected: `a number, a name or "("`. */
export const expectedPhrases: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => tokenLabel(expected),
  buildNotAllInputParsedMessage: () => "the end or an operator",
  buildNoViableAltMessage: ({ expectedPathsPerAlt }) => listAlternatives(expectedPathsPerAlt.flat()),
  buildEarlyExitMessage: ({ expectedIterationPaths }) => listAlternatives(expectedIterationPaths),
};
