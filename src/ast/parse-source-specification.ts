import { nearestWord } from "../diagnostic/nearest-word.ts";
import { type Span, spanText } from "../source/source-text.ts";
import { type CardCursor, flattenItems } from "./card-cursor.ts";
import type { AssignmentItem, PlainItem } from "./card-item.ts";
import type { SourceSpecification, Waveform } from "./element.ts";
import { type ElementDraft, elementName } from "./element-draft.ts";
import { ltspiceHint } from "./ltspice-words.ts";
import { nameAt } from "./name.ts";
import type { Assignment, Value } from "./value.ts";

/** Time functions of V and I, of ngspice and its neighbours. */
const waveforms: ReadonlySet<string> = new Set([
  "pulse",
  "sin",
  "sine",
  "exp",
  "pwl",
  "sffm",
  "am",
  "trnoise",
  "trrandom",
  "external",
  "pat",
  "pwlfile",
]);

/** Waveforms that ngspice refuses with fewer than two numbers. */
const needTwo: ReadonlySet<string> = new Set(["pulse", "sin", "sine", "exp", "pwl", "sffm", "am"]);

/** Words whose values are kept as they stand: distortion inputs, and the numbers of an RF port. */
const keptWords: ReadonlySet<string> = new Set(["distof1", "distof2", "portnum"]);
/** Words that are keywords only on a source that is an RF port; elsewhere they may be parameters. */
const portWords: ReadonlySet<string> = new Set(["z0", "pwr", "freq", "phase"]);

/** Assignments that belong to the source even where they follow a waveform. */
const ownKeys: ReadonlySet<string> = new Set(["m", "dc", "ac"]);

type Item = PlainItem | AssignmentItem;

/** Steps through the arguments of one source. */
class SpecificationReader {
  private readonly cursor: CardCursor;
  private readonly draft: ElementDraft;
  private readonly items: readonly Item[];
  private readonly isPort: boolean;
  private position = 0;
  private dc: Value | undefined;
  private hasAc = false;
  private acMagnitude: Value | undefined;
  private acPhase: Value | undefined;
  private waveform: Waveform | undefined;

  constructor(cursor: CardCursor, draft: ElementDraft) {
    this.cursor = cursor;
    this.draft = draft;
    this.items = flattenItems(cursor.rest());
    this.isPort = this.items.some((item) => wordOf(item) === "portnum");
  }

  read(start: Span): SourceSpecification {
    while (this.position < this.items.length) this.readNext(this.items[this.position]!);
    const last = this.items[this.items.length - 1]?.span ?? start;
    const end = Math.max(start.start, last.end, this.waveform?.span.end ?? 0);
    return {
      hasAc: this.hasAc,
      ...(this.dc && { dc: this.dc }),
      ...(this.acMagnitude && { acMagnitude: this.acMagnitude }),
      ...(this.acPhase && { acPhase: this.acPhase }),
      ...(this.waveform && { waveform: this.waveform }),
      span: { source: start.source, start: start.start, end },
    };
  }

  private readNext(item: Item): void {
    const isFirst = this.position === 0;
    this.position++;
    if (item.kind === "assignment") this.readAssignment(item);
    else if (wordOf(item) === "dc") this.dc = this.takeValue() ?? this.dc;
    else if (wordOf(item) === "ac") this.readAc();
    else if (waveforms.has(wordOf(item) ?? "")) this.readWaveform(item);
    else if (this.isKeyword(item)) this.keep(item);
    else if (isFirst && !this.isMisspelt(item)) this.dc = this.cursor.value(item);
    else this.refuse(item);
  }

  /** A word like `pluse` that arguments follow: no value has any. */
  private isMisspelt(item: PlainItem): boolean {
    const next = this.items[this.position];
    if (item.kind !== "word" || next === undefined || next.kind === "assignment" || this.isKeyword(next))
      return false;
    return /^[a-z]/i.test(item.text) && nearestWord(item.text, waveforms) !== undefined;
  }

  private isKeyword(item: Item | undefined): boolean {
    const word = wordOf(item);
    if (word === undefined) return false;
    if (word === "ac" || word === "dc" || waveforms.has(word) || keptWords.has(word)) return true;
    return this.isPort && portWords.has(word);
  }

  /** The next argument, unless a keyword or an assignment stands there. */
  private takeValue(): Value | undefined {
    const item = this.items[this.position];
    if (item === undefined || item.kind === "assignment" || this.isKeyword(item)) return undefined;
    this.position++;
    return this.cursor.value(item);
  }

  private readAc(): void {
    this.hasAc = true;
    this.acMagnitude = this.takeValue() ?? this.acMagnitude;
    if (this.acMagnitude !== undefined) this.acPhase = this.takeValue() ?? this.acPhase;
  }

  /** `dc=5`, `ac=1,90`: SPICE takes the sign for white space. */
  private readAssignment(item: AssignmentItem): void {
    const assignment = this.cursor.assignment(item);
    if (item.name.key === "dc") this.dc = assignment.value;
    else if (item.name.key === "ac") {
      this.hasAc = true;
      this.acMagnitude = assignment.value;
      this.acPhase = assignment.more[0] ?? this.takeValue() ?? this.acPhase;
    } else this.draft.parameters.push(assignment);
  }

  private readWaveform(word: PlainItem): void {
    const args: Value[] = [];
    const parameters: Assignment[] = [];
    let end = word.span.end;
    for (; this.position < this.items.length; this.position++) {
      const item = this.items[this.position]!;
      if (item.kind === "assignment") {
        if (ownKeys.has(item.name.key)) break;
        parameters.push(this.cursor.assignment(item));
      } else if (this.isKeyword(item)) break;
      else args.push(this.cursor.value(item));
      end = item.span.end;
    }
    this.checkArguments(word, args, parameters, end);
    this.waveform = {
      function: nameAt(word.span.source, word.text, word.span.start),
      arguments: args,
      parameters,
      span: { ...word.span, end: closingParenthesis(word.span.source.text, end) },
    };
  }

  /** ngspice needs two numbers at least, and times in order. */
  private checkArguments(
    word: PlainItem,
    args: readonly Value[],
    parameters: readonly Assignment[],
    end: number,
  ): void {
    const { collector } = this.cursor;
    const name = word.text.toLowerCase();
    if (needTwo.has(name) && args.length < 2 && parameters.length === 0) {
      const card = `${word.text} of ${elementName(this.cursor)}`;
      collector.report(
        "syntax/missing-argument",
        { ...word.span, end },
        { card, what: "two values at least" },
      );
    }
    if (name !== "pwl") return;
    for (let k = 2; k < args.length; k += 2) {
      const [before, time] = [args[k - 2]!, args[k]!];
      if (before.kind !== "number" || time.kind !== "number" || time.value >= before.value) continue;
      collector.report("syntax/times-backwards", time.span, { time: time.value, before: before.value });
      return;
    }
  }

  private keep(item: PlainItem): void {
    this.draft.extra.push(this.cursor.value(item, { strict: false }));
    for (let value = this.takeValue(); value !== undefined; value = this.takeValue()) {
      this.draft.extra.push(value);
    }
  }

  /** What follows a word that is not understood belongs to it, and is kept with it. */
  private refuse(item: PlainItem): void {
    const hint = this.hintTo(item.text);
    this.cursor.collector.report(
      "syntax/unexpected-argument",
      item.span,
      { card: elementName(this.cursor), text: item.text },
      hint === undefined ? {} : { hint },
    );
    this.keep(item);
  }

  private hintTo(word: string): string | undefined {
    const foreign = ltspiceHint(word);
    if (foreign !== undefined) return foreign;
    const nearest = nearestWord(word, waveforms);
    if (nearest !== undefined) return `did you mean ${nearest}?`;
    return /^(?:[munpkg]|meg)?[va]$/i.test(word) && this.dc?.kind === "number"
      ? `write ${spanText(this.dc.span)}${word} without a space`
      : undefined;
  }
}

function wordOf(item: Item | undefined): string | undefined {
  return item?.kind === "word" ? item.text.toLowerCase() : undefined;
}

/** The offset behind the `)` that directly follows the argument that ends at `end`, or `end`. */
function closingParenthesis(text: string, end: number): number {
  let offset = end;
  while (text[offset] === " " || text[offset] === "\t") offset++;
  return text[offset] === ")" ? offset + 1 : end;
}

/**
 * Read what follows the nodes of V and I: `5`, `dc 5`, `ac 1 90`, `pulse(0 1 …)`, `sin 0 1 1k`, `dc=5`, `ac=1,90`, in any order.
 * SPICE takes parentheses and commas for white space here, and so does this. A bare first value is dc.
 */
export function parseSourceSpecification(cursor: CardCursor, draft: ElementDraft): void {
  const start = cursor.here();
  draft.source = new SpecificationReader(cursor, draft).read(start);
}
