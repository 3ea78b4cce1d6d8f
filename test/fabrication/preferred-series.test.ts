import { describe, expect, test } from "vitest";
import {
  listPreferredValues,
  preferredDigits,
  seriesNames,
} from "../../src/fabrication/stock/preferred-series.ts";

describe("the tables of IEC 60063", () => {
  test.each(seriesNames)("%s has as many values as its name says, ascending within a decade", (name) => {
    const digits: readonly number[] = preferredDigits[name];
    expect(digits.length).toBe(Number(name.slice(1)));
    expect(digits.every((digit, n) => n === 0 || digit > digits[n - 1]!)).toBe(true);
  });

  test.each(["E48", "E96", "E192"] as const)("%s is the rounded geometric series, but for 920", (name) => {
    const digits: readonly number[] = preferredDigits[name];
    const rounded = digits.map((_, n) => Math.round(100 * 10 ** (n / digits.length)));
    const departures = digits.flatMap((digit, n) => (digit === rounded[n] ? [] : [[digit, rounded[n]!]]));
    expect(departures).toEqual(name === "E192" ? [[920, 919]] : []);
  });

  test("the coarse series are every second value of the next finer one", () => {
    const half = (name: "E6" | "E12" | "E24" | "E96" | "E192") =>
      preferredDigits[name].filter((_, n) => n % 2 === 0);
    expect(preferredDigits.E3).toEqual(half("E6"));
    expect(preferredDigits.E6).toEqual(half("E12"));
    expect(preferredDigits.E12).toEqual(half("E24"));
    expect(preferredDigits.E48).toEqual(half("E96"));
    expect(preferredDigits.E96).toEqual(half("E192"));
  });

  test("E24 is the list that circulates wrongly, right: 27 30 33 36 39 43 47 depart from the powers", () => {
    const departures = preferredDigits.E24.filter((digit, n) => digit !== Math.round(10 * 10 ** (n / 24)));
    expect(departures).toEqual([27, 30, 33, 36, 39, 43, 47, 82]);
  });
});

describe("listing values over decades", () => {
  test("both ends count and every value is the double of its decimal text", () => {
    const values = listPreferredValues("E12", 1e-12, 100e-6);
    expect(values[0]).toBe(1e-12);
    expect(values.at(-1)).toBe(100e-6);
    expect(values.length).toBe(8 * 12 + 1);
    expect(values).toContain(4.7e-9);
    expect(values).toContain(8.2e-11);
  });

  test("ends inside a decade cut it", () => {
    expect([...listPreferredValues("E6", 20, 70)]).toEqual([22, 33, 47, 68]);
    expect([...listPreferredValues("E96", 1000, 1060)]).toEqual([1000, 1020, 1050]);
    expect([...listPreferredValues("E3", 1.1, 2)]).toEqual([]);
  });
});
