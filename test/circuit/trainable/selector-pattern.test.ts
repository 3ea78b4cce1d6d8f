import { expect, test } from "vitest";
import { compilePattern } from "../../../src/circuit/trainable/selector-pattern.ts";

test.each([
  ["C*", ["C1", "c", "Cload"], ["X1.C1", "C1.x", "R1"]],
  ["*", ["R1", ""], ["X1.R1"]],
  ["X1.*", ["x1.R2", "X1."], ["X1.X2.R1", "X1"]],
  ["X?.R*b?", ["X1.R12b3", "XA.Rbbb"], ["X12.Rbb", "X..Rbb", "X1.Rb"]],
  ["*a*b*a", ["aba", "xaxbxa", "aabbaaba"], ["ab", "abab", "a.ba", "aa"]],
  ["R[1]+(2)", ["R[1]+(2)"], ["R11(2)", "R1"]],
])("%s", (pattern, fitting, others) => {
  const fits = compilePattern(pattern);
  expect(fitting.filter((name) => !fits(name))).toEqual([]);
  expect(others.filter(fits)).toEqual([]);
});
