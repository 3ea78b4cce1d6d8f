import { describe, expect, it } from "vitest";
import { accuracyOptions, raiseAccuracy } from "../../../src/experiment/deck/accuracy.ts";
import { findAnalyses, keepAnalysis } from "../../../src/experiment/deck/analysis-cards.ts";
import { deckOptions } from "../../../src/experiment/deck/deck-options.ts";

describe("accuracy", () => {
  it("is ours, or the deck's where it asks for tighter", () => {
    expect(accuracyOptions(() => undefined)).toEqual(["reltol=1e-9", "vntol=1e-13", "abstol=1e-16"]);
    expect(accuracyOptions((name) => (name === "vntol" ? 1e-15 : 1e-3))).toEqual([
      "reltol=1e-9",
      "vntol=1e-15",
      "abstol=1e-16",
    ]);
  });

  it("is raised by a card after the deck's own, before .end", () => {
    const deck = "title\nr1 a 0 1\n.options reltol=1u\n+ VNTOL = 1f abstol=1p\n.END\nrest\n";
    expect(raiseAccuracy(deck, [deck, ".option reltol=1e-10"])).toBe(
      "title\nr1 a 0 1\n.options reltol=1u\n+ VNTOL = 1f abstol=1p\n.options reltol=1e-10 vntol=1e-15 abstol=1e-16\n.END\nrest\n",
    );
    expect(raiseAccuracy("title\nr1 a 0 1", [])).toBe(
      "title\nr1 a 0 1\n.options reltol=1e-9 vntol=1e-13 abstol=1e-16\n",
    );
  });

  it("does not mistake .ends for .end", () => {
    const deck = "title\n.subckt s a\n.ends s\nr1 a 0 1\n";
    expect(raiseAccuracy(deck, []).indexOf(".options")).toBe(deck.length);
  });
});

describe("options", () => {
  it("are passed on where they change what is computed, and left out where they print or leak", () => {
    const options = new Map([
      ["gmin", "1e-13"],
      ["interp", ""],
      ["acct", ""],
      ["noopiter", ""],
      ["reltol", "1e-12"],
      ["filetype", "ascii"],
    ]);
    expect(deckOptions({ options })).toEqual([
      "gmin=1e-13",
      "noopiter",
      "reltol=1e-12",
      "vntol=1e-13",
      "abstol=1e-16",
    ]);
  });
});

describe("analysis cards", () => {
  const deck =
    ".op is the title\nv1 a 0 1\n.ac dec 1\n* a remark\n+ 1 10\nr1 a 0 1\n+ m=2\n  .OP\n.tran 1u 1m\n+\n+ uic\n.end\n";

  it("are found behind the title", () => {
    expect(findAnalyses(deck)).toEqual(["ac", "op", "tran"]);
  });

  it("are kept one at a time, with their continuation lines", () => {
    expect(keepAnalysis(deck, 0)).toBe(
      ".op is the title\nv1 a 0 1\n.ac dec 1\n* a remark\n+ 1 10\nr1 a 0 1\n+ m=2\n.end\n",
    );
    expect(keepAnalysis(deck, 1)).toBe(
      ".op is the title\nv1 a 0 1\n* a remark\nr1 a 0 1\n+ m=2\n  .OP\n.end\n",
    );
    expect(keepAnalysis(deck, 2)).toBe(
      ".op is the title\nv1 a 0 1\n* a remark\nr1 a 0 1\n+ m=2\n.tran 1u 1m\n+\n+ uic\n.end\n",
    );
  });
});
