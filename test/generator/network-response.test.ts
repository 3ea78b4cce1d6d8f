import { expect, test } from "vitest";
import { networkResponse } from "../../src/generator/network-response.ts";

test("a resonator behind a resistance: v = Z/(R + Z) in closed form", () => {
  const [r, l, c] = [100, 1e-3, 1e-6];
  const branches = [
    {
      kind: "R",
      value: r,
      incidence: [
        [0, 1],
        [1, -1],
      ],
    },
    { kind: "L", value: l, incidence: [[1, 1]] },
    { kind: "C", value: c, incidence: [[1, 1]] },
  ] as const;
  for (const frequency of [1e3, 4e3, 20e3]) {
    const omega = 2 * Math.PI * frequency;
    // Y = j b; v = 1/(1 + j b R).
    const b = omega * c - 1 / (omega * l);
    const square = 1 + (b * r) ** 2;
    const response = networkResponse(2, branches, { held: new Map([[0, 1]]) }, frequency)!;
    expect(response.re[1]).toBeCloseTo(1 / square, 12);
    expect(response.im[1]).toBeCloseTo((-b * r) / square, 12);
  }
});

test("weights make an ideal transformer: a bar at an angle sees the sum of its ends' components", () => {
  const branches = [
    {
      kind: "R",
      value: 2,
      incidence: [
        [0, 0.6],
        [1, 0.8],
      ],
    },
    { kind: "R", value: 5, incidence: [[0, 1]] },
    { kind: "R", value: 5, incidence: [[1, 1]] },
  ] as const;
  const { re } = networkResponse(2, branches, { currents: new Map([[0, 1]]) }, 0)!;
  // [0.18 + 0.2, 0.24; 0.24, 0.32 + 0.2] v = [1, 0]
  const determinant = 0.38 * 0.52 - 0.24 ** 2;
  expect(re[0]).toBeCloseTo(0.52 / determinant, 12);
  expect(re[1]).toBeCloseTo(-0.24 / determinant, 12);
});

test("a node that nothing holds has no answer", () => {
  expect(networkResponse(2, [{ kind: "R", value: 1, incidence: [[0, 1]] }], {}, 0)).toBeUndefined();
});
