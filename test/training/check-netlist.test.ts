import { describe, expect, test } from "vitest";
import { checkNetlist } from "../../src/training/check-netlist.ts";
import { compile, emptyHost } from "../../src/training/compile.ts";

function check(text: string, host = emptyHost) {
  return checkNetlist({ name: "checked.cir", text }, host).map(({ code, severity }) => `${severity} ${code}`);
}

describe("a check, which runs nothing", () => {
  test("warns of what only a run lacks", () => {
    const part = "a part\nQ1 c b e q1\nR1 c b 1k\nR2 b e 1k\n.model q1 npn\n.op\n.end\n";
    expect(check(part)).toContain("warning circuit/devices-without-ground");
    expect(check(part).some((line) => line.startsWith("error"))).toBe(false);
    // Resistors alone have no voltages at all without ground.
    expect(check("t\nV1 a b 1\nR1 a b 1k\n.op\n.end\n")).toContain("error circuit/missing-ground");
  });

  test.each([
    ["a number with a rest", "syntax/number-with-rest", "R2 a 0 1.2.3k"],
    [
      "a node as Xyce names it",
      "circuit/node-of-another-simulator",
      "X1 a h\n.subckt h a\nR1 a m 1k\nR2 m 0 1k\n.ends\nB1 b 0 v={v(X1:m)}\nRb b 0 1k",
    ],
  ])("warns of %s, which a command that runs refuses", (_, code, cards) => {
    const text = `t\nV1 a 0 1\nRa a 0 1k\n${cards}\n.op\n.end\n`;
    expect(check(text)).toContain(`warning ${code}`);
    expect(check(text).some((line) => line.startsWith("error"))).toBe(false);
    const { diagnostics } = compile({ name: "run.cir", text }, emptyHost);
    expect(diagnostics.filter(({ severity }) => severity === "error").map((found) => found.code)).toEqual([
      code,
    ]);
  });

  test("knows a piece of a deck from a deck without elements", () => {
    const piece = ".tran 1u 1m\n.tran 1u 1m uic\n";
    expect(check(piece)).toContain("warning circuit/no-circuit");
    expect(check(piece).some((line) => line.startsWith("error"))).toBe(false);
    for (const empty of ["", "a title\n", "a title\n.op\n.end\n", ".title a title\n.op\n.end\n"])
      expect(check(empty), empty).toContain("error circuit/no-elements");
    // A misspelt card is a title like any other.
    expect(check(".tarn 1u 1m\n.op\n.end\n")).toContain("error circuit/no-elements");
  });

  test("gives one warning of a board's list of parts", () => {
    const parts = ".title KiCad schematic\nH1 MountingHole\nJ1 a b Conn_01x02\nSW1 a b SW_Push\n.end\n";
    const found = check(parts);
    expect(found[0]).toBe("warning circuit/parts-list");
    expect(found.some((line) => line.startsWith("error"))).toBe(false);
    // With an analysis it is meant to be simulated.
    expect(check(parts.replace(".end", ".op\n.end")).some((line) => line.startsWith("error"))).toBe(true);
  });

  test("says which files and names are missing although the text has errors", () => {
    const text = "t\n.include none.lib\nR1 a\nR2 a 0 {rr}\nV1 a 0 1\n.op\n.end\n";
    expect(check(text)).toContain("error syntax/missing-nodes");
    expect(check(text)).toContain("error circuit/missing-include");
    const complete = text.replace(".include none.lib", "");
    expect(check(complete)).toContain("error circuit/undefined-parameter");
    // What stands where the text is wrong may be the definition.
    expect(check(complete.replace("R1 a", ".param rr={1+"))).not.toContain(
      "error circuit/undefined-parameter",
    );
  });

  test("says what ngspice cannot evaluate on cards that are kept", () => {
    const deck = (card: string) => `t\n.param k=2\nV1 a 0 1\nR1 a 0 1k\n.tran 1u 1m\n${card}\n.end\n`;
    const names = (card: string) => check(deck(card)).filter((line) => line.startsWith("error"));
    expect(names(".meas tran x max {v(a)*k}")).toEqual(["error circuit/probe-in-parameter"]);
    expect(names(".meas tran x max v(a) goal='2*kk'")).toEqual(["error circuit/undefined-parameter"]);
    expect(names(".sens objfunc={k} param=r1")).toEqual(["error circuit/undefined-parameter"]);
    expect(names(".meas tran x find v(a) at='k*1u'")).toEqual([]);
    expect(names(".print tran {v(a)*k}")).toEqual([]);
  });

  test("says which words behind = are no parameters", () => {
    const deck = (w: string) => `t\n.param w0=1u\nV1 a 0 1\nM1 a a 0 0 n w=${w}\n.model n nmos\n.op\n.end\n`;
    expect(check(deck("w0"))).not.toContain("error circuit/undefined-parameter");
    expect(check(deck("wa"))).toContain("error circuit/undefined-parameter");
  });
});
