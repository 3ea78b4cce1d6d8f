import { describe, expect, it } from "vitest";
import { checkNetwork } from "../../src/network/check-network.ts";
import { buildNetwork } from "../../src/network/network.ts";
import { circuitOf, slotsOf } from "../circuit-builder.ts";

const inductors = "V1 a 0 ac 1\nL1 a 0 1u\nL2 b 0 4u\nL3 c 0 9u\nL4 d 0 1u\nL5 e 0 1u\n";
const check = (couplings: string) => {
  const circuit = circuitOf(inductors + couplings);
  return checkNetwork(buildNetwork(circuit), slotsOf(circuit));
};

describe("checkNetwork", () => {
  it.each([
    ["no coupling", ""],
    ["one", "K1 L1 L2 0.99"],
    ["unity", "K1 L1 L2 1"],
    ["three of unity", "K1 L1 L2 1\nK2 L2 L3 1\nK3 L1 L3 1"],
    ["three that fit", "K1 L1 L2 0.9\nK2 L2 L3 0.9\nK3 L1 L3 0.7"],
    ["weak ones along a chain", "K1 L1 L2 0.5\nK2 L2 L3 0.5\nK3 L3 L4 0.5\nK4 L4 L5 0.5"],
  ])("is silent about %s", (_, couplings) => {
    expect(check(couplings)).toEqual([]);
  });

  it.each([
    ["three that do not fit", "K1 L1 L2 0.9\nK2 L2 L3 0.9", "L1, L2, L3"],
    ["a sign that does not fit", "K1 L1 L2 0.9\nK2 L2 L3 0.9\nK3 L1 L3 -0.7", "L1, L2, L3"],
    ["unity on one side only", "K1 L1 L2 1\nK2 L2 L3 0.5", "L1, L2, L3"],
    ["a group that a later card joins", "K1 L1 L2 0.9\nK2 L3 L4 0.9\nK3 L2 L3 0.9", "L1, L2, L3, L4"],
  ])("warns of %s", (_, couplings, names) => {
    const diagnostics = check(couplings);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: "network/indefinite-inductance", severity: "warning" });
    expect(diagnostics[0]!.message).toContain(`the inductances of ${names} could`);
  });
});
