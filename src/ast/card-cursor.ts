import type { Collector } from "../diagnostic/collector.ts";
import type { Span } from "../source/source-text.ts";
import type { AssignmentItem, Card, CardItem, PlainItem } from "./card-item.ts";
import type { Name } from "./expression.ts";
import { spanOf } from "./name.ts";
import { readValue, type ValueContext } from "./read-value.ts";
import type { Assignment, Value } from "./value.ts";

/** Elements on whose cards ngspice reads an expression in braces or quotes only. */
const bracedLetters: ReadonlySet<string> = new Set("rclkviefghdqjmzsw");

/** Steps through the items of one card and turns them into names and values; what is left over can be asked for at the end. */
export class CardCursor {
  readonly card: Card;
  readonly collector: Collector;
  private items: readonly CardItem[];
  private position = 0;
  /** How a value is read unless it is said otherwise; made once, for it is needed for every value. */
  private readonly context: ValueContext;

  constructor(card: Card, collector: Collector) {
    this.card = card;
    this.collector = collector;
    this.items = card.items;
    const needsBraces = bracedLetters.has(card.name?.key[0] ?? "") ? "always" : undefined;
    this.context = { collector, bare: true, strict: true, needsBraces };
  }

  /** The next item, or the one `ahead` further on. */
  peek(ahead = 0): CardItem | undefined {
    return this.items[this.position + ahead];
  }

  skip(): void {
    this.position++;
  }

  /** The next item if it is a word (in lower case), otherwise undefined. */
  peekWord(ahead = 0): string | undefined {
    const item = this.peek(ahead);
    return item?.kind === "word" ? item.text.toLowerCase() : undefined;
  }

  /** Put what stands inside a group in its place: SPICE reads parentheses around nodes and arguments as white space. */
  openGroup(): boolean {
    const item = this.peek();
    if (item?.kind !== "group") return false;
    this.items = [
      ...this.items.slice(0, this.position),
      ...item.items,
      ...this.items.slice(this.position + 1),
    ];
    return true;
  }

  /** A node or other name: any word, also a number. Groups are opened. */
  takeName(): Name | undefined {
    while (this.openGroup());
    const item = this.peek();
    if (item?.kind !== "word") return undefined;
    this.position++;
    return nameOf(item);
  }

  takeNames(count: number): Name[] {
    const names: Name[] = [];
    while (names.length < count) {
      const name = this.takeName();
      if (name === undefined) break;
      names.push(name);
    }
    return names;
  }

  /** A value: word, number, expression or text. */
  takeValue(context?: Partial<ValueContext>): Value | undefined {
    const item = this.peek();
    if (item === undefined || !isPlain(item)) return undefined;
    this.position++;
    return this.value(item, context);
  }

  value(item: PlainItem, context?: Partial<ValueContext>): Value {
    return readValue(item, this.contextOf(context));
  }

  private contextOf(context: Partial<ValueContext> | undefined): ValueContext {
    return context === undefined ? this.context : { ...this.context, ...context };
  }

  /** The AST form of `name=value`; a missing value is reported and gives an empty word. */
  assignment(item: AssignmentItem, context?: Partial<ValueContext>): Assignment {
    const full = this.contextOf({
      ...context,
      needsBraces: this.context.needsBraces && "before-numbers",
    });
    const [first, ...more] = item.values.map((raw) => readValue(raw, full));
    if (first === undefined && full.strict) {
      full.collector?.report("syntax/missing-argument", item.span, {
        card: `${item.name.text}=`,
        what: "a value",
      });
    }
    const empty = spanOf(item.span.source, item.span.end, item.span.end);
    const value = first ?? { kind: "word", name: { text: "", key: "", span: empty }, span: empty };
    return { name: item.name, value, more, span: item.span };
  }

  /** From the name of the card to its last item: what a message about the whole card points at. */
  extent(): Span {
    const first = this.card.name?.span ?? this.items[0]?.span ?? this.card.span;
    const last = this.items[this.items.length - 1]?.span ?? first;
    return spanOf(first.source, first.start, Math.max(first.end, last.end));
  }

  /** Where the next item stands, or the end of the last one on the card. */
  here(): Span {
    const item = this.peek();
    if (item !== undefined) return item.span;
    const last = this.items[this.items.length - 1]?.span ?? this.card.name?.span ?? this.card.span;
    return spanOf(last.source, last.end, last.end);
  }

  /** All items that are left; the cursor is at the end afterwards. */
  rest(): readonly CardItem[] {
    const left = this.items.slice(this.position);
    this.position = this.items.length;
    return left;
  }
}

export function isPlain(item: CardItem): item is PlainItem {
  return item.kind === "word" || item.kind === "braced" || item.kind === "quoted" || item.kind === "text";
}

/** The name that a word is. */
export function nameOf({ text, span }: PlainItem): Name {
  return { text, key: text.toLowerCase(), span };
}

function isFlat(item: CardItem): item is PlainItem | AssignmentItem {
  return item.kind !== "group" && item.kind !== "voltage";
}

/** All plain items and assignments in order, groups opened at every level. */
export function flattenItems(items: readonly CardItem[]): readonly (PlainItem | AssignmentItem)[] {
  if (items.every(isFlat)) return items;
  const flat: (PlainItem | AssignmentItem)[] = [];
  for (const item of items) {
    if (item.kind === "group") for (const inner of flattenItems(item.items)) flat.push(inner);
    else if (item.kind === "voltage") flat.push(item.function);
    else flat.push(item);
  }
  return flat;
}
