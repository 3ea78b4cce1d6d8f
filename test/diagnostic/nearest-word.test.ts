import { expect, test } from "vitest";
import { nearestWord } from "../../src/diagnostic/nearest-word.ts";

const words = ["train", "goal", "port", "data", "classify", "learn", "fabricate"];

test.each([
  ["trian", "train"],
  ["gaol", "goal"],
  ["TRAIN", "train"],
  ["ports", "port"],
  ["clasify", "classify"],
  ["fabricat", "fabricate"],
  ["lern", "learn"],
  ["author", undefined],
  ["x", undefined],
  ["", undefined],
  ["zzzz", undefined],
])("the word nearest to %s is %s", (word, nearest) => {
  expect(nearestWord(word, words)).toBe(nearest);
});

test("takes the earlier of two that are equally near", () => {
  expect(nearestWord("vx", ["va", "vb"])).toBe("va");
});
