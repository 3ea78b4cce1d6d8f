import type { Span } from "../source/source-text.ts";
import type { Name } from "./expression.ts";

/** A word, or something in quotes or braces (with its delimiters), as it stands on a card. */
export interface PlainItem {
  readonly kind: "word" | "braced" | "quoted" | "text";
  readonly text: string;
  readonly span: Span;
}

/** A piece of text that an element or command will read as a value: several pieces when it is a bare expression. */
export interface RawValue {
  readonly text: string;
  /** True when it is one PlainItem. */
  readonly single: boolean;
  readonly kind: PlainItem["kind"] | "group";
  readonly span: Span;
}

/** `name=value`; no values when nothing follows the sign. */
export interface AssignmentItem {
  readonly kind: "assignment";
  readonly name: Name;
  /** `f(x, y) = …` in `.param`. */
  readonly parameters?: GroupItem;
  readonly values: readonly RawValue[];
  readonly span: Span;
}

/** `( … )`. */
export interface GroupItem {
  readonly kind: "group";
  readonly items: readonly CardItem[];
  readonly span: Span;
}

/** `v(a)=1` in `.ic`. */
export interface VoltageItem {
  readonly kind: "voltage";
  readonly function: PlainItem;
  readonly nodes: GroupItem;
  readonly value?: RawValue;
  readonly span: Span;
}

/** One thing on a card. Commas separate like white space and are left out. */
export type CardItem = PlainItem | AssignmentItem | GroupItem | VoltageItem;

/** A card, read without knowing what it means. */
export interface Card {
  /** The first word; absent when the card begins with punctuation. */
  readonly name?: Name;
  readonly items: readonly CardItem[];
  /** True when it is nested too deeply to be taken apart, which was reported; there are no items then. */
  readonly unreadable?: true;
  /** Comments inside the card that begin with `@`: inline ones and whole lines between its physical lines. */
  readonly annotations: readonly { readonly span: Span; readonly inline: boolean }[];
  readonly span: Span;
}
