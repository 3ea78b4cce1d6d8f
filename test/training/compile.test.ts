import { expect, it } from "vitest";
import { compile } from "../../src/training/compile.ts";

it("looks at the network as a whole: three inductors that no energy could be given for", () => {
  const text = `test
V1 a 0 ac 1
R1 a b 50
L1 b 0 1u
L2 c 0 1u
L3 d 0 1u
K1 L1 L2 0.9
K2 L2 L3 0.9
K3 L1 L3 -0.9
R2 c 0 50
R3 d 0 50
.ac dec 10 1k 1meg
*@ train R1
*@ goal vm(c) = 0.1
.end
`;
  const compiled = compile({ name: "test.cir", text });
  expect(compiled.ok).toBe(true);
  expect(compiled.diagnostics.map(({ code }) => code)).toContain("network/indefinite-inductance");
});

it("says which files may not be read although the text has errors", () => {
  const text = "t\n.include ../parts.lib\nR1 a\nV1 a 0 1\n.op\n.end\n";
  const forbidden = { kind: "forbidden", reason: "it lies outside the folder" } as const;
  const host = { readInclude: () => forbidden, readTable: () => forbidden };
  const codes = (requireIncludes: boolean) =>
    compile({ name: "test.cir", text }, { ...host, requireIncludes }).diagnostics.map(
      ({ code, severity }) => `${severity} ${code}`,
    );
  expect(codes(true)).toEqual(["error syntax/missing-nodes", "error circuit/forbidden-include"]);
  expect(codes(false)).toEqual(["error syntax/missing-nodes", "warning circuit/include-not-read"]);
});
