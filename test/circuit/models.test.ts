import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { marksOf, readMarks, sortMarks } from "../diagnostic/marked-source.ts";
import { nativeMissing } from "../engine/native-ngspice.ts";
import { elaborateText } from "./elaborate-text.ts";

describe("cards of models", () => {
  it.each([
    ".model d1 d(iss=1e-14 is=2e-14)\n            ~~~ circuit/unknown-model-parameter\nD1 b 0 d1",
    ".model d1 d(foobar=1 qqqq=2)\n            ~~~~~~ circuit/unknown-model-parameter\nD1 b 0 d1",
    ".model d1 d rs rss\n               ~~~ circuit/unknown-model-parameter\nD1 b 0 d1",
    ".model n nmos level=7\n                    ~ circuit/unknown-model-level\nM1 b b 0 0 n",
    ".param k=7\n.model n nmos level={k}\n                    ~~~ circuit/unknown-model-level\nM1 b b 0 0 n\nM2 b b 0 0 n",
    ".model q npn level=104\n                   ~~~ circuit/level-out-of-range\nQ1 b b 0 q",
    ".model s sw vt=1 gon=1\n                 ~~~ circuit/computed-model-parameter\nS1 b 0 in 0 s",
    // What is not used is not read: a library may hold hundreds of models.
    ".model d1 d(iss=1e-14)",
    // The dependences of BSIM3 on a transistor's size, and what its transistors may be given too.
    ".model n nmos level=8 lvth0=1n wu0=1 pk1=1 w=10u\nM1 b b 0 0 n",
    ".model n vdmos nchan vds=60 ron=1m qg=1n mfg=1\nM1 b b 0 n",
    ".model o ltra r=1 l=1n c=1p len=1 rel=1 nosteplimit\nO1 b 0 in 0 o",
    ".model g gain(anything=1)\nA1 in b g\n~~ circuit/element-not-simulated",
  ])("%s", (marked) => {
    const { text, marks } = readMarks(`title\nV0 in 0 1\nR0 in b 50\nR9 b 0 1k\n${marked}\n.op\n.end\n`);
    expect(marksOf(elaborateText(text).diagnostics)).toEqual(sortMarks(marks));
  });

  it("says what was probably meant", () => {
    const { diagnostics } = elaborateText(
      "t\nV1 a 0 1\nR1 a b 1\nD1 b 0 d1\n.model d1 d(iss=1 cjoo=2)\n.op\n.end\n",
    );
    expect(diagnostics.map(({ hint }) => hint)).toEqual(["did you mean is?", "did you mean cjo?"]);
  });
});

describe.skipIf(nativeMissing !== undefined)("ngspice 39", () => {
  const types: readonly (readonly [card: string, type: string])[] = [
    ["D1 b 0 mm", "d"],
    ["Q1 b b 0 mm", "npn"],
    ["Q1 b b 0 mm", "pnp level=4"],
    ["J1 b b 0 mm", "njf level=2"],
    ["Z1 b b 0 mm", "nmf level=3"],
    ["M1 b b 0 0 mm", "nmos"],
    ["M1 b b 0 0 mm", "pmos level=3"],
    ["M1 b b 0 0 mm", "nmos level=6"],
    ["M1 b b 0 0 mm", "nmos level=49"],
    ["M1 b b 0 0 mm", "nmos level=54"],
    ["M1 b b 0 mm", "vdmos"],
    ["R1 b 0 mm 1k", "r"],
    ["C1 b 0 mm 1n", "c"],
    ["L1 b c mm 1n", "l"],
    ["S1 b 0 in 0 mm", "sw"],
    ["W1 b 0 V0 mm", "csw"],
    ["U1 b c 0 mm l=1", "urc"],
  ];
  // Words of all these models, of none, and ones that belong to a single level.
  const words =
    "is bf vto vt0 kp tox u0 vth0 lvth0 tc1 tc rsh cjo cj narrow vj ron roff rperl ion nlevx foo iss tnom kf rdsmod geomod zeta ikf xtb".split(
      " ",
    );

  /** A deck without an analysis: it is only read. */
  function read(deck: string): string {
    const { stdout, stderr } = spawnSync("ngspice", ["-b"], {
      input: deck,
      encoding: "utf8",
      timeout: 20_000,
    });
    return stdout + stderr;
  }

  it.each(types)("passes over the same words in the model of %s: %s", (card, type) => {
    const deck = `t\nV0 in 0 1\nR0 in b 50\nR9 b 0 1k\nR8 c 0 1k\n${card}\n.model mm ${type} ${words.map((word) => `${word}=1`).join(" ")}\n.end\n`;
    const output = read(deck);
    expect(output).not.toContain("Simulation interrupted");
    const theirs = [...output.matchAll(/unrecognized parameter \((.*?)\)/g)].map(([, name]) => name!);
    expect(theirs).toContain("foo");
    const ours = elaborateText(deck).diagnostics.flatMap(({ code, message }) =>
      code === "circuit/unknown-model-parameter"
        ? /passes over (.*), which/.exec(message)![1]!.split(", ")
        : [],
    );
    expect(ours.sort()).toEqual(theirs.sort());
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 44, 49, 1.4, 2.6, 54, 72, 99, 100, 150])(
    "refuses the same transistors of level %d",
    (level) => {
      for (const [card, type] of [
        ["Q1 b b 0 mm", "npn"],
        ["J1 b b 0 mm", "pjf"],
        ["Z1 b b 0 mm", "nmf"],
        ["M1 b b 0 0 mm", "nmos"],
      ]) {
        const deck = `t\nV0 in 0 1\nR0 in b 50\nR9 b 0 1k\n${card}\n.model mm ${type} level=${level}\n.end\n`;
        const refused = read(deck).includes("Simulation interrupted");
        const { diagnostics } = elaborateText(deck);
        expect([type, diagnostics.some(({ severity }) => severity === "error")]).toEqual([type, refused]);
      }
    },
  );
});
