import { expect, test } from "vitest";
import { drawSprings, stretchOf } from "../../src/generator/draw-springs.ts";
import { networkResponse } from "../../src/generator/network-response.ts";
import { createRandom } from "../../src/numeric/random.ts";

test.each([
  [6, 3],
  [12, 4],
  [20, 5],
])("%d masses, %d wide: as many springs as degrees of freedom, and every mass is held", (masses, columns) => {
  for (let seed = 0; seed < 10; seed++) {
    const { places, springs } = drawSprings(createRandom(seed).uniform, masses, columns);
    expect(places).toHaveLength(masses);
    expect(springs).toHaveLength(2 * masses);
    for (const { cosines } of springs) expect(Math.hypot(...cosines)).toBeCloseTo(1, 5);
    // Static displacements under a force exist: the stiffness matrix is regular.
    const branches = springs.map((spring) => ({
      kind: "R" as const,
      value: 1,
      incidence: stretchOf(spring),
    }));
    expect(networkResponse(2 * masses, branches, { currents: new Map([[0, 1]]) }, 0)).toBeDefined();
  }
});
