import { expect, test } from "vitest";
import { springMotion } from "../../src/generator/spring-motion.ts";

/** One damped mass under a constant force from rest, in closed form. */
function closedForm(mass: number, drag: number, stiffness: number, time: number): number {
  const decay = drag / (2 * mass);
  const omega = Math.sqrt(stiffness / mass - decay * decay);
  const swing = Math.cos(omega * time) + (decay / omega) * Math.sin(omega * time);
  return (1 - Math.exp(-decay * time) * swing) / stiffness;
}

test("one mass on one spring: error of second order in the step", () => {
  const [mass, drag, stiffness] = [0.2, 2, 50];
  const errors = [0.01, 0.005, 0.0025].map((step) => {
    const count = Math.round(1 / step);
    const mechanics = { mass, drag, stiffness: [Float64Array.of(stiffness)] };
    const motion = springMotion(mechanics, 0, () => 1, step, count);
    return Math.max(
      ...motion.map(([x], n) => Math.abs(x! - closedForm(mass, drag, stiffness, n * step)) * stiffness),
    );
  });
  expect(errors[0]).toBeLessThan(0.01);
  for (const k of [0, 1]) expect(errors[k]! / errors[k + 1]!).toBeGreaterThan(3.7);
  for (const k of [0, 1]) expect(errors[k]! / errors[k + 1]!).toBeLessThan(4.3);
});
