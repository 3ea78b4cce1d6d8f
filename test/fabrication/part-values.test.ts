import { describe, expect, test } from "vitest";
import { formatPartValue } from "../../src/fabrication/output/format-part-value.ts";
import { parsePartValue } from "../../src/fabrication/stock/parse-part-value.ts";

describe("values as parts lists write them", () => {
  test.each([
    ["4.7k", 4700, undefined],
    ["4k7", 4700, undefined],
    ["4R7", 4.7, "resistor"],
    ["10R", 10, "resistor"],
    ["1M", 1e6, undefined],
    ["1m", 1e-3, undefined],
    ["1meg", 1e6, undefined],
    ["100nF", 100e-9, "capacitor"],
    ["2u2", 2.2e-6, undefined],
    ["2µ2", 2.2e-6, undefined],
    ["4.7 uH", 4.7e-6, "inductor"],
    ["470 Ω", 470, "resistor"],
    ["10kohm", 1e4, "resistor"],
    ["1F", 1, "capacitor"],
    ["1e-9", 1e-9, undefined],
    [".5", 0.5, undefined],
    ["0603", 603, undefined],
  ] as const)("%s", (text, value, kind) => {
    expect(parsePartValue(text)).toEqual(kind === undefined ? { value } : { value, kind });
  });

  test.each(["", "AD8051", "DC 10", "-5", "0", "10kk", "1,5k", "nF", "1e999"])("%s is none", (text) => {
    expect(parsePartValue(text)).toBeUndefined();
  });

  test.each([
    [4700, "4.7k"],
    [1e6, "1M"],
    [999_999, "999.999k"],
    [8.2e-11, "82p"],
    [1e-6, "1u"],
    [0.47, "470m"],
    [1000, "1k"],
    [976, "976"],
    [0.1 + 0.2, "300m"],
  ])("%f is written %s", (value, text) => {
    expect(formatPartValue(value)).toBe(text);
    expect(parsePartValue(text)!.value).toBeCloseTo(value, 12);
  });
});
