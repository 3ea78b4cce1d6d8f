import { expect, test } from "vitest";
import { formatQuantity } from "../../src/numeric/format-quantity.ts";

test.each([
  [4700, "Ohm", "4.7 kOhm"],
  [1e-9, "F", "1 nF"],
  [999.96, "Hz", "1 kHz"],
  [-0.0123456, "V", "-12.35 mV"],
  [-3.0103, "dB", "-3.01 dB"],
  [-60_000, "dB", "-60000 dB"],
  [0, "V", "0 V"],
  [0, "", "0"],
  [2.5e6, "", "2.5e6"],
  [0.125, "", "0.125"],
  [1.2345e-7, "", "1.235e-7"],
  [1e-20, "F", "1.000e-20 F"],
  [Number.NaN, "V", "NaN"],
])("%d %s reads %s", (value, unit, text) => {
  expect(formatQuantity(value, unit)).toBe(text);
});
