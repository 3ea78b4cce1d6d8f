import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { ExperimentRecord } from "../../bench/experiment-record.ts";
import { formatExperimentPage } from "../../bench/experiment-record.ts";
import { readRecords } from "../../bench/record-experiment.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("the page of experiments is what the recorded runs say", () => {
  const page = readFileSync(`${root}/docs/experiments.md`, "utf8");
  expect(page).toBe(formatExperimentPage(readRecords(root)));
});

test("every record belongs to an experiment that is still there and says what it says", () => {
  for (const { name, title, aim, published } of readRecords(root)) {
    const source = readFileSync(`${root}/bench/experiments/${name}.ts`, "utf8");
    // Texts may be broken over lines by the formatter, never inside a string.
    for (const text of [title, aim, published])
      expect(source, name).toContain(JSON.stringify(text).slice(1, -1));
  }
});

test("a section shows the setting, the figures and how to repeat them", () => {
  const record: ExperimentRecord = {
    name: "divider",
    title: "A divider",
    order: 1,
    source: "G. S. Ohm, 1827.",
    setting: ["One resistor learns."],
    aim: "half",
    published: "not stated",
    figures: {
      tables: [{ title: "Voltages", headings: ["seed", "V | A"], rows: [["1", 0.123456]] }],
      reached: "half",
      seeds: [1, 2],
    },
    seconds: 1.23,
    machine: "one slide rule",
  };
  expect(formatExperimentPage([record]).split("\n").slice(6)).toEqual([
    "| experiment | to reach | reached |",
    "| --- | --- | --- |",
    "| [divider](#a-divider-divider) | half | half |",
    "",
    "## A divider (`divider`)",
    "",
    "After G. S. Ohm, 1827.",
    "",
    "One resistor learns.",
    "",
    "* To reach: half",
    "* Reached: half",
    "* The paper's figure: not stated",
    "* Seeds: 1, 2",
    "* Time: 1.2 s on one slide rule",
    "* Command: `node bench/run.mjs experiment divider`",
    "",
    "Voltages:",
    "",
    "| seed | V \\| A |",
    "| --- | ---: |",
    "| 1 | 0.123 |",
    "",
  ]);
});
