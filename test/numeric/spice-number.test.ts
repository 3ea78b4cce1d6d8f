import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatSpiceNumber, parseSpiceNumber } from "../../src/numeric/spice-number.ts";

describe("parseSpiceNumber", () => {
  test.each([
    ["4.7k", 4700, "k", ""],
    ["10meg", 1e7, "meg", ""],
    ["10MegOhm", 1e7, "meg", "Ohm"],
    ["1M", 1e-3, "m", ""],
    ["1mil", 25.4e-6, "mil", ""],
    ["1mi", 1e-3, "m", "i"],
    [".5", 0.5, "", ""],
    ["5.", 5, "", ""],
    ["1E+3k", 1e6, "k", ""],
    ["1d3", 1000, "", ""],
    ["10d", 10, "", "d"],
    ["10µF", 1e-5, "u", "F"],
    ["10μF", 1e-5, "u", "F"],
    ["4.7uF", 4.7e-6, "u", "F"],
    ["1e-9F", 1e-24, "f", ""],
    ["-2.5n", -2.5e-9, "n", ""],
    ["+5V", 5, "", "V"],
    ["5%", 5, "", "%"],
    ["3T", 3e12, "t", ""],
    ["1A", 1, "", "A"],
    ["5mA", 5e-3, "m", "A"],
  ])("reads %s", (text, value, suffix, unit) => {
    expect(parseSpiceNumber(text)).toEqual({ value, suffix, unit, digitsAfterSuffix: false });
  });

  test.each([
    ["4k7", 4000],
    ["1R5", 1],
    ["2n3904", 2e-9],
  ])("reads %s as %d and flags the digits", (text, value) => {
    expect(parseSpiceNumber(text)).toMatchObject({ value, digitsAfterSuffix: true });
  });

  test.each(["", "k7", "1.2.3", "1_000", "-", ".", "e5", "1 k", "1e400", "5;", "--5", "a"])(
    "refuses %j",
    (text) => {
      expect(parseSpiceNumber(text)).toBeUndefined();
    },
  );

  test("rounds once: the suffix shifts the decimal point", () => {
    expect(parseSpiceNumber("0.1u")!.value).toBe(1e-7);
    expect(parseSpiceNumber("4.35k")!.value).toBe(4350);
    expect(parseSpiceNumber("1.1p")!.value).toBe(1.1e-12);
  });
});

describe("formatSpiceNumber", () => {
  test.each([
    [5123.456, "4.7kOhm", "5.12346kOhm"],
    [5e6, "4.7k", "5000k"],
    [5e7, "4.7k", "50meg"],
    [5e7, "4.7K", "50MEG"],
    [2.34567891e-9, "1n", "2.34568n"],
    [3.3e-6, "10µF", "3.3µF"],
    [47.5149, "50Ohm", "47.5149Ohm"],
    [1e-9, "2e-9", "1e-9"],
    [1234.5678, "1000", "1234.57"],
    [1e7, "1000", "1e7"],
    [1e-20, "1p", "1e-20"],
    [-3.3e-3, "1m", "-3.3m"],
    [0, "1k", "0k"],
    [5600, "4k7", "5.6k"],
    [50, "5mA", "50"],
    [2.5e-3, "5mA", "2.5mA"],
    [3, "10A", "3"],
    [3e-18, "2fF", "3e-18"],
  ])("writes %d in the style of %s as %s", (value, like, text) => {
    expect(formatSpiceNumber(value, { like })).toBe(text);
  });

  test("drops a unit that would be read as a suffix", () => {
    expect(formatSpiceNumber(5, { like: "1uF" })).toBe("5");
  });

  test("refuses what no netlist can hold", () => {
    expect(() => formatSpiceNumber(Number.NaN)).toThrow(RangeError);
    expect(() => formatSpiceNumber(Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });

  const value = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 });
  const like = fc.constantFrom(
    undefined,
    "1",
    "4.7k",
    "1e-9",
    "10MEGOhm",
    "3.3uF",
    "1f",
    "2mil",
    "10µF",
    "1T",
    "5%",
    "4k7",
  );

  test("reads back to the digits that were asked for", () => {
    fc.assert(
      fc.property(value, like, fc.integer({ min: 1, max: 17 }), (number, style, digits) => {
        fc.pre(number === 0 || Math.abs(number) > 1e-30);
        const text = formatSpiceNumber(number, style === undefined ? { digits } : { digits, like: style });
        const back = parseSpiceNumber(text)!;
        expect(back.digitsAfterSuffix).toBe(false);
        // Half a unit of the last digit asked for; `mil` adds the rounding of one division.
        expect(Math.abs(back.value - number)).toBeLessThanOrEqual(
          Math.abs(number) * (5.0001 * 10 ** -digits + 4e-16),
        );
      }),
      { numRuns: 2000 },
    );
  });

  test("17 digits give the same double", () => {
    fc.assert(
      fc.property(value, (number) => {
        expect(parseSpiceNumber(formatSpiceNumber(number, { digits: 17 }))!.value).toBe(
          number === 0 ? 0 : number,
        );
      }),
    );
  });
});

describe("numbers without exponent and unit", () => {
  const power: Readonly<Record<string, number>> = {
    "": 0,
    t: 12,
    g: 9,
    K: 3,
    k: 3,
    m: -3,
    U: -6,
    n: -9,
    p: -12,
    f: -15,
  };
  const written = fc.tuple(
    fc.constantFrom("", "+", "-"),
    fc.stringMatching(/^\d{0,18}$/),
    fc.constantFrom("", "."),
    fc.stringMatching(/^\d{0,18}$/),
    fc.constantFrom(...Object.keys(power)),
  );

  test("are the nearest double, as JavaScript rounds the same decimal", () => {
    fc.assert(
      fc.property(written, ([sign, whole, point, decimals, suffix]) => {
        const digits = point === "" ? whole : `${whole}.${decimals}`;
        const number = parseSpiceNumber(`${sign}${digits}${suffix}`);
        if (!/\d/.test(digits)) expect(number).toBeUndefined();
        else {
          expect(number).toEqual({
            value: Number(`${sign}${digits}e${power[suffix]}`),
            suffix: suffix.toLowerCase(),
            unit: "",
            digitsAfterSuffix: false,
          });
        }
      }),
      { numRuns: 5000, seed: 7 },
    );
  });
});
