import { describe, expect, test } from "vitest";
import { readPartRules } from "../../src/circuit/part-rules.ts";
import { createCollector } from "../../src/diagnostic/collector.ts";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { findPartValues, startOf } from "../../src/fabrication/parts/find-part-values.ts";
import { buildPartCircuit } from "../../src/fabrication/parts/part-circuit.ts";
import { around, buildGrid, type Grid, roundToNearest, thetaOf } from "../../src/fabrication/search/grid.ts";
import { searchValues } from "../../src/fabrication/search/guided-search.ts";
import { rankByModel } from "../../src/fabrication/search/lattice.ts";
import { createSearchProblem, type SearchProblem } from "../../src/fabrication/search/search-problem.ts";
import { adjoint } from "../../src/gradient/adjoint.ts";
import { openProblem } from "../../src/training/open-problem.ts";
import { train } from "../../src/training/train.ts";
import { compileNetlist, readGallery } from "../netlists/gallery.ts";
import { compileText, expectOk } from "./fixture.ts";

/** A netlist as its training leaves it, ready to be searched. */
async function openSearch(text: string, name = "test.cir") {
  const source = { name, text };
  const engine = createModelEngine();
  const trained = expectOk(
    await train(name === "test.cir" ? compileText(text) : compileNetlist(source), { engine }),
  );
  const compilation =
    name === "test.cir" ? compileText(trained.text) : compileNetlist({ name, text: trained.text });
  const { circuit, objectives } = compilation;
  const rules = readPartRules(circuit.fabricate, circuit.elements, createCollector());
  const values = expectOk(findPartValues(compilation, rules, undefined, 4));
  const parts = buildPartCircuit(circuit, values);
  const opened = expectOk(await openProblem(parts.circuit, objectives, engine));
  const problem = createSearchProblem([opened.problem], adjoint);
  return { problem, grid: buildGrid(values, parts.circuit.trainables.length), theta: startOf(parts.circuit) };
}

const gallery = (name: string): Promise<Awaited<ReturnType<typeof openSearch>>> => {
  const { source } = readGallery().find((netlist) => netlist.name === name)!;
  return openSearch(source.text, source.name);
};

/** The lowest cost over every combination of the `reach` values around each trained one. */
async function bruteForce(
  problem: SearchProblem,
  grid: Grid,
  theta: Float64Array,
  reach: number,
): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  const visit = async (axis: number, point: Float64Array): Promise<void> => {
    if (axis === grid.axes.length) {
      best = Math.min(best, (await problem.evaluate(point))?.cost ?? best);
      return;
    }
    const { coordinate, stock } = grid.axes[axis]!;
    for (const offer of around(grid.axes[axis]!, theta[coordinate]!, reach)) {
      const next = point.slice();
      next[coordinate] = stock.offers[offer]!.value;
      await visit(axis + 1, next);
    }
  };
  await visit(0, theta);
  return best;
}

describe("no combination nearby is better than what the search finds", () => {
  test.each([
    ["filters/lc-lowpass", 8],
    ["matching/antenna-l-match", 10],
    ["matching/pad-50-75", 9],
    ["control/phase-lead", 9],
  ])("%s", { timeout: 60_000 }, async (name, reach) => {
    const { problem, grid, theta } = await gallery(name);
    const found = await searchValues(problem, grid, theta);
    const best = await bruteForce(problem, grid, theta, reach);
    expect(found!.best.cost).toBeLessThanOrEqual(best * (1 + 1e-9));
    expect(found!.nearest!.cost).toBeGreaterThanOrEqual(best * (1 - 1e-9));
  });
});

test("the search is the same every time", { timeout: 30_000 }, async () => {
  const runs = [];
  for (let run = 0; run < 2; run++) {
    const { problem, grid, theta } = await gallery("filters/twin-t-notch");
    runs.push((await searchValues(problem, grid, theta))!.best);
  }
  expect(runs[1]).toEqual(runs[0]);
});

test("on seven coupled values the excess cost falls below a fifth of rounding's", {
  timeout: 30_000,
}, async () => {
  const { problem, grid, theta } = await gallery("filters/chebyshev-7");
  const { unsnapped, nearest, best } = (await searchValues(problem, grid, theta))!;
  expect(best.cost - unsnapped.cost).toBeLessThan(0.2 * (nearest!.cost - unsnapped.cost));
});

test("what is chosen can be bought and keeps the bounds of its training", { timeout: 30_000 }, async () => {
  const { problem, grid, theta } = await gallery("filters/coupled-resonators");
  const { best } = (await searchValues(problem, grid, theta))!;
  for (const { coordinate, stock } of grid.axes) {
    const { value } = stock.offers.find((offer) => offer.value === best.theta[coordinate])!;
    expect(value).toBeGreaterThanOrEqual(80e-12);
    expect(value).toBeLessThanOrEqual(125e-12);
  }
  // Couplings are free numbers: they follow.
  expect(grid.free.length).toBe(2);
  expect(grid.free.every((coordinate) => best.theta[coordinate] !== theta[coordinate])).toBe(true);
});

test("the closest point of the linear model is the closest of all", { timeout: 30_000 }, async () => {
  const { problem, grid, theta } = await gallery("filters/lc-lowpass");
  const slope = (await problem.linearise(theta))!;
  const damping =
    0.03 * Math.sqrt(slope.jacobian.reduce((sum, entry) => sum + entry * entry, 0) / theta.length);
  const modelCost = (point: Float64Array): number => {
    const steps = point.map((value, n) => Math.log(value / theta[n]!));
    let cost = 0;
    slope.residuals.forEach((residual, row) => {
      const moved = steps.reduce(
        (sum, step, n) => sum + slope.jacobian[row * theta.length + n]! * step,
        residual,
      );
      cost += moved * moved;
    });
    return cost + steps.reduce((sum, step) => sum + (damping * step) ** 2, 0);
  };
  const ranked = rankByModel(grid, theta, slope, 5).map((choice) => modelCost(thetaOf(grid, choice, theta)));
  expect([...ranked].sort((a, b) => a - b)).toEqual(ranked);
  let best = Number.POSITIVE_INFINITY;
  for (const a of around(grid.axes[0]!, theta[0]!, 8))
    for (const b of around(grid.axes[1]!, theta[1]!, 8))
      for (const c of around(grid.axes[2]!, theta[2]!, 8))
        best = Math.min(best, modelCost(thetaOf(grid, [a, b, c], theta)));
  expect(ranked[0]).toBeCloseTo(best, 12);
  expect(modelCost(thetaOf(grid, roundToNearest(grid, theta), theta))).toBeGreaterThanOrEqual(best);
});
