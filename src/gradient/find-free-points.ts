import { invariant } from "../diagnostic/invariant.ts";
import { allQuantities, readFreePoint } from "../experiment/derived/free-point.ts";
import type { FreePoint } from "../experiment/derived/transpose-elements.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import type { GradientProblem } from "./problem.ts";

/** Every operating point of objective `index`, with all its voltages and currents: one free phase. Fails as the engine does. */
export async function findFreePoints(
  { circuit, experiments, openOnce }: GradientProblem,
  index: number,
  slots: Float64Array,
): Promise<Outcome<readonly FreePoint[]>> {
  const { experiment } = experiments[index]!.plan;
  invariant(experiment.kind === "dc", "only operating points are found");
  const whole = await openOnce(`free points ${index}`, () => ({
    experiment: { ...experiment, quantities: allQuantities(circuit) },
  }));
  if (whole.kind === "failed") return whole;
  const responses = await whole.value.run(slots, [{ kind: "free", excitation: { kind: "sources" } }]);
  if (responses.kind === "failed") return responses;
  return succeed(
    experiment.points.map(({ overrides }, point) => {
      const state = slots.slice();
      for (const { slot, value } of overrides) state[slot] = value;
      return readFreePoint(circuit, responses.value[0]!, point, state);
    }),
  );
}
