import { expect, test } from "vitest";
import { parseDigits, parseIdx, parseIris, poolPixels, writeCsv } from "../../bench/debian-data.ts";

test("iris: the first line names the classes, the last column is one's index", () => {
  const { classes, rows } = parseIris("2,4,setosa,virginica\n5.1,3.5,1.4,0.2,0\n6.3,3.3,6,2.5,1\n");
  expect(classes).toEqual(["setosa", "virginica"]);
  expect(rows).toEqual([
    { values: [5.1, 3.5, 1.4, 0.2], label: "setosa" },
    { values: [6.3, 3.3, 6, 2.5], label: "virginica" },
  ]);
});

test("digits: pixels and the digit; written as CSV with names", () => {
  const digits = parseDigits("0,16,8,3\n1,2,3,0\n");
  expect(digits.classes).toEqual(["0", "3"]);
  expect(writeCsv(digits)).toBe("p0,p1,p2,label\n0,16,8,3\n1,2,3,0\n");
});

test("IDX: dimensions and bytes; a file of something else or cut short is no silent nonsense", () => {
  const file = Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6);
  expect(parseIdx(file)).toEqual({ sizes: [2, 3], data: Uint8Array.of(1, 2, 3, 4, 5, 6) });
  expect(() => parseIdx(file.subarray(0, 17))).toThrow("cut short");
  expect(() => parseIdx(Uint8Array.of(0, 0, 13, 1, 0, 0, 0, 0))).toThrow("not an IDX file");
});

test("pictures are pooled by means over squares", () => {
  expect(poolPixels([1, 3, 10, 10, 5, 7, 10, 10, 0, 0, 4, 0, 0, 0, 0, 0], 4, 2)).toEqual([4, 10, 0, 1]);
  expect(() => poolPixels([1, 2, 3, 4], 2, 3)).toThrow("do not pool");
});
