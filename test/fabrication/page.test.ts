import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readGallery } from "../netlists/gallery.ts";

const page = readFileSync(new URL("../../docs/fabrication.md", import.meta.url), "utf8");

test("the table of docs/fabrication.md has every netlist of the gallery (npm run build && node bench/run.mjs fabrication)", () => {
  const rows = [...page.matchAll(/^\| (\S+\/\S+) \|/gm)].map(([, name]) => name);
  const left = [...page.matchAll(/^Left out: (\S+)/gm)].map(([, name]) => name);
  expect([...rows, ...left].sort()).toEqual(readGallery().map(({ name }) => name));
});

test("its geometric mean is that of its rows, and at most half of rounding's excess", () => {
  const excess = [...page.matchAll(/^\| \S+\/\S+ \|(?:[^|]*\|){4} (?:< )?([\d.]+) \|/gm)].map(([, text]) =>
    Number(text),
  );
  expect(excess.length).toBeGreaterThan(20);
  const mean = Math.exp(excess.reduce((sum, value) => sum + Math.log(value), 0) / excess.length);
  expect(mean).toBeLessThan(0.5);
  expect(Number(/Geometric mean[^:]*: ([\d.]*\d)/.exec(page)![1]) / mean).toBeCloseTo(1, 1);
});
