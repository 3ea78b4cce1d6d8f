import { type MessageDefinition, message } from "../message-table.ts";

const GOAL_FUNCTIONS =
  "v i vdb vm vp vr vi s mag abs db phase re im conj delay sqrt exp sin cos ln log10 min max power data table";

/** Messages of the `* @…` annotations. */
export const directiveMessages = {
  "directive/on-title-line": message({
    severity: "warning",
    text: () => "an annotation on the first line has no effect: that line is the title",
    hint: () => "move it below the title",
    explanation: "SPICE takes the first line as the title of the deck, so nothing on it is read.",
    example: "* @train R1\nR1 a 0 1k\n.end\n",
  }),
  "directive/unknown-word": message({
    severity: "warning",
    text: ({ word }: { word: string }) => `@${word} is no annotation that is known; the comment is kept`,
    explanation: "Comments that begin with @ occur in real decks, so an unknown word is a comment.",
    example: "title\n* @author nobody\nR1 a 0 1k\n.end\n",
  }),
  "directive/misspelt-word": message({
    severity: "error",
    text: ({ word, nearest }: { word: string; nearest: string }) =>
      `@${word} is no annotation: did you mean @${nearest}?`,
    explanation:
      "The word after @ resembles a known annotation so closely that ignoring it would hide a mistake.",
    example: "title\nR1 a 0 1k\n* @trian R1\n.end\n",
  }),
  "directive/unknown-key": message({
    severity: "error",
    text: ({
      directive,
      key,
    }: {
      directive: string;
      key: string;
      nearest?: string | undefined;
      known: readonly string[];
    }) => `@${directive} has no "${key}="`,
    hint: ({ nearest, known }) =>
      nearest === undefined
        ? known.length === 0
          ? undefined
          : `it has ${known.map((k) => `${k}=`).join(" ")}`
        : `did you mean ${nearest}=?`,
    explanation: "Each annotation has its own list of key=value options.",
    example: "title\nR1 a 0 1k\n* @train R1 minimum=10\n.end\n",
  }),
  "directive/repeated-key": message({
    severity: "error",
    text: ({ key }: { key: string }) => `"${key}=" is given twice`,
    explanation: "An option may be given once in an annotation.",
    example: "title\nR1 a 0 1k\n* @train R1 min=1 min=2\n.end\n",
  }),
  "directive/bad-value": message({
    severity: "error",
    text: ({ key, text, expected }: { key: string; text: string; expected: string }) =>
      `${key}=${text}: expected ${expected}`,
    explanation: "The option takes a number or one word of a list.",
    example: "title\nR1 a 0 1k\n* @train R1 scale=cubic\n.end\n",
  }),
  "directive/unknown-function": message({
    severity: "error",
    text: ({ name }: { name: string; nearest?: string | undefined }) => `there is no function "${name}"`,
    hint: ({ name, nearest }) =>
      name.toLowerCase() === "log"
        ? "write ln or log10: SPICE programs do not agree which of them log is"
        : nearest === undefined
          ? `there are ${GOAL_FUNCTIONS}`
          : `did you mean ${nearest}?`,
    explanation: `Goals know ${GOAL_FUNCTIONS}.`,
    example: "title\nR1 a 0 1k\n* @goal magg(v(a)) = 1\n.end\n",
  }),
  "directive/syntax": message({
    severity: "error",
    text: ({ found, expected }: { found: string; expected: string }) =>
      `${found === "" ? "the annotation ends too early" : `"${found}" cannot stand here`}: expected ${expected}`,
    explanation: "The annotation does not have the form that docs and `tellegen --help` show.",
    example: "title\nR1 a 0 1k\n* @goal v(a) 1\n.end\n",
  }),
  "directive/unknown-clause": message({
    severity: "error",
    text: ({ word }: { word: string; nearest?: string | undefined }) =>
      `"${word}" begins no clause of a goal`,
    hint: ({ nearest }) =>
      nearest === undefined
        ? "there are at …, from … to …, weight=, scale=, tol= and on="
        : `did you mean ${nearest}?`,
    explanation:
      "Behind the two sides of a goal stand the points it speaks of (`at 1k, 2k` or `from 1k to 10k`) and its options.",
    example: "title\nR1 a 0 1k\n* @goal v(a) = 1 form 10 to 1k\n.end\n",
  }),
  "directive/missing-argument": message({
    severity: "error",
    text: ({ directive, what }: { directive: string; what: string }) => `@${directive} needs ${what}`,
    explanation: "The annotation ends before everything that it has to say has been said.",
    example: "title\nR1 a 0 1k\n* @train\n.end\n",
  }),
  "directive/stray-continuation": message({
    severity: "error",
    text: () => "there is no annotation that this line could continue",
    hint: () =>
      "only comment and blank lines may stand between an annotation and the line * @+ that continues it",
    explanation:
      "A comment line that begins with @+ continues the annotation above, also across comment and blank lines, but not across a card.",
    example: "title\nR1 a 0 1k\n* @+ max=3k\n.end\n",
  }),
  "directive/inline-without-element": message({
    severity: "error",
    text: ({ card }: { card: string }) => `an annotation at the end of ${card} belongs to no element`,
    hint: () => "put it on a comment line of its own: * @…",
    explanation: "An inline annotation speaks of the element on whose card it stands. Other cards have none.",
    example: "title\n.param r=1k ; @train min=10\nR1 a 0 {r}\n.end\n",
  }),
  "directive/inside-control": message({
    severity: "warning",
    text: () => "annotations inside .control are not read",
    explanation: "A block of interactive commands is kept byte for byte and never interpreted.",
    example: "title\nR1 a 0 1k\n.control\n* @train R1\n.endc\n.end\n",
  }),
} as const satisfies Record<`directive/${string}`, MessageDefinition<never>>;
