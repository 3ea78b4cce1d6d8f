import { describe, expect, test } from "vitest";
import { nativeMissing } from "../engine/native-ngspice.ts";
import { corpusDecks, galleryDecks } from "./decks.ts";
import { expectSameVoltages } from "./expect-same-voltages.ts";
import { runDeck } from "./run-deck.ts";
import { transformed } from "./transform-text.ts";

const decks = [...galleryDecks(), ...corpusDecks(40, 2, () => true)];

describe("--strip", () => {
  test("takes out comments, annotations and blank lines, and nothing else", () => {
    const text =
      "* title\n* a remark\nV1  in 0 1 ; inline\n\nR1 in\n* inside\n\n+ 0   1k $ two\n* @train R1\n.control\n* kept\nrun\n.endc\n.end\n";
    expect(transformed(text, "strip")).toBe(
      "* title\nV1  in 0 1\nR1 in\n+ 0   1k\n.control\n* kept\nrun\n.endc\n.end\n",
    );
  });

  test.each(decks)("leaves no comment in $name, and strips once", ({ text }) => {
    const once = transformed(text, "strip");
    expect(transformed(once, "strip")).toBe(once);
  });

  test.skipIf(nativeMissing).each(decks)("keeps the circuit of $name", ({ text }) => {
    expectSameVoltages(runDeck(text), runDeck(transformed(text, "strip")), { complete: true });
  });
});
