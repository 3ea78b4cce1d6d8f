import { describe, expect, test } from "vitest";
import { gradientOf, refusalOf, trainedNames } from "./documents.ts";

const goal = "* @goal mag(v(out)) = 0.5 at 1k";

/** An RC low-pass with these lines before its `.end`. */
const lowpass = (lines: string, title = "title"): string =>
  `${title}\nV1 in 0 dc 2 ac 1\nR1 in out 1k\nC1 out 0 100n\n.ac dec 5 100 10k\n${lines}\n.end\n`;

describe("forms of a directive", () => {
  test.each([
    ["canonical", `* @train R1 C1\n${goal}`],
    ["without a space", "*@train R1 C1\n*@goal mag(v(out)) = 0.5 at 1k"],
    ["a space behind the @", "*@ train R1 C1\n* @ goal mag(v(out)) = 0.5 at 1k"],
    ["tabs and indentation", "  *\t@\ttrain R1\tC1\n\t* @goal mag(v(out)) = 0.5 at 1k"],
    ["other letters", "* @TRAIN r1 C1\n* @Goal MAG(V(OUT)) = 0.5 AT 1K"],
    ["continued", "* @train R1\n* @+ C1\n* @goal mag(v(out))\n*@+ = 0.5\n*@ + at 1k"],
    ["with remarks", `* @train R1 C1 # min=5\n${goal} # weight=7`],
    ["with a remark before a continuation", `* @train R1 # the first\n* @+ C1\n${goal}`],
    ["with comment and blank lines between", `* @train R1\n* which C?\n\n; the only one\n* @+ C1\n${goal}`],
    ["with units", "* @train R1 C1 min=1pOhm max=10megOhm\n* @goal mag(v(out)) = 500mV at 1kHz"],
    [
      "with spaces around =",
      "* @train R1 C1 min = 1p max = 10meg\n* @goal mag(v(out)) = 0.5 at 1k weight = 1",
    ],
    ["in two lines", `* @train R1\n* @train C1\n${goal}`],
    ["CRLF", `* @train R1\r\n* @+ C1\r\n${goal}\r`],
  ])("%s", async (_, lines) => {
    const { parameters, cost, warnings } = await gradientOf(lowpass(lines));
    expect(parameters.map(({ name }) => name)).toEqual(["R1", "C1"]);
    expect(cost).toBeCloseTo(0.060111892180033, 12);
    expect(warnings).toBe("");
  });

  test.each([
    "; @train",
    ";@train",
    ";  @ train",
    "$ @train",
    "$@train",
    "; @TRAIN min=10 max=10k",
    "; @train C1",
  ])("inline: %s", async (comment) => {
    const netlist = lowpass(goal).replace("R1 in out 1k", `R1 in out 1k ${comment}`);
    expect(await trainedNames(netlist)).toEqual([comment.endsWith("C1") ? "C1" : "R1"]);
  });

  test("inline behind a continued card, and inside a subcircuit", async () => {
    expect(await trainedNames(lowpass(goal).replace("R1 in out 1k", "R1 in out\n+ 1k ; @train"))).toEqual([
      "R1",
    ]);
    const cell = ".subckt cell a b\nR2 a b 1k ; @train\n.ends\nX1 in out cell";
    expect(await trainedNames(lowpass(goal).replace("R1 in out 1k", cell))).toEqual(["cell.R2"]);
  });

  test("never on line 1", async () => {
    const { parameters, warnings } = await gradientOf(lowpass(`* @train C1\n${goal}`, "* @train R1"));
    expect(parameters.map(({ name }) => name)).toEqual(["C1"]);
    expect(warnings).toMatch(/^n\.cir:1:1: warning: .*title/);
  });

  test("4k7 is 4000, with a warning", async () => {
    const { parameters, warnings } = await gradientOf(
      lowpass(`* @train R1\n${goal}`).replace("1k\nC1", "4k7\nC1"),
    );
    expect(parameters[0]!.value).toBe(4000);
    expect(warnings).toMatch(/^n\.cir:3:11: warning: "4k7" is read as 4000/);
  });

  test("an unknown word is a warning", async () => {
    expect((await gradientOf(lowpass(`* @author me\n* @train R1\n${goal}`))).warnings).toMatch(/@author/);
  });

  test.each([
    ["a misspelt directive", "* @trian R1", 4, "@train"],
    ["an unknown key", "* @train R1 mim=3", 13, "min="],
    ["an unknown function", "* @goal magn(v(out)) = 1", 9, "mag"],
    ["a key of @learn", "* @learn optimzer=lm", 10, "optimizer="],
    ["a node", "* @goal mag(v(oot)) = 1", 15, "out"],
    ["an element", "* @goal mag(i(R2)) = 1", 15, "R1"],
    ["a selector", "* @train R2", 10, "R1"],
  ])("%s is an error with its place and the nearest word", async (_, line, column, nearest) => {
    const { diagnostics } = await refusalOf(lowpass(line));
    expect(diagnostics[0]).toMatchObject({ line: 6, column });
    expect(`${diagnostics[0]!.message} ${diagnostics[0]!.hint ?? ""}`).toContain(nearest);
  });
});

describe("selectors", () => {
  const three = "R1 in out 1k\nR2 out 0 10k\nC1 out 0 100n\nC22 out 0 10n";
  const deck = (body: string): string => `t\nV1 in 0 ac 1\n${body}\n.ac dec 5 100 10k\n${goal}\n.end\n`;
  const cells = ".subckt sec a b\nR2 a b 1k\nC1 b 0 100n\n.ends\nX1 in m sec\nX2 m out sec\nRl out 0 10k";

  test.each([
    ["R*", three, ["R1", "R2"]],
    ["C?", three, ["C1"]],
    ["c*2", three, ["C22"]],
    ["R1 R1 R*", three, ["R1", "R2"]],
    ["sec.C1", cells, ["sec.C1"]],
    ["X1.R2", cells, ["sec.R2"]],
    ["X?.R2", cells, ["sec.R2"]],
    ["param:rt", ".param rt=2k k=1\nR1 in out {k*rt}\nC1 out 0 1u", ["param:rt"]],
    ["PARAM:RT", ".param rt=2k k=1\nR1 in out {k*rt}\nC1 out 0 1u", ["param:rt"]],
    ["R1", ".param rt=2k\nR1 in out {2*rt}\nC1 out 0 1u", ["param:rt"]],
    ["R1", ".param rt=2k\nR1 in out '2*rt'\nC1 out 0 1u", ["param:rt"]],
  ])("%s", async (selector, body, names) => {
    expect(await trainedNames(deck(`${body}\n* @train ${selector}`))).toEqual(names);
  });

  test("a value of a subcircuit is one parameter: its gradient is the sum over the instances", async () => {
    const flat = "R21 in m 1k\nC11 m 0 100n\nR22 m out 1k\nC12 out 0 100n\nRl out 0 10k";
    const shared = await gradientOf(deck(`${cells}\n* @train sec.*`));
    const apart = await gradientOf(deck(`${flat}\n* @train R2? C1?`));
    const sum = (letter: string): number =>
      apart.parameters
        .filter(({ name }) => name.startsWith(letter))
        .reduce((total, { gradient }) => total + gradient, 0);
    for (const { name, gradient } of shared.parameters) {
      expect(gradient / sum(name.slice(4, 5)), name).toBeCloseTo(1, 9);
    }
    expect(shared.parameters).toHaveLength(2);
  });

  test("an expression trains its parameter by the chain rule", async () => {
    const plain = await gradientOf(deck("R1 in out 2k\nC1 out 0 1u\n* @train R1"));
    const chained = await gradientOf(deck(".param rt=1k\nR1 in out {2*rt}\nC1 out 0 1u\n* @train R1"));
    expect(chained.parameters[0]!.gradient).toBeCloseTo(2 * plain.parameters[0]!.gradient, 12);
  });

  test("V is its AC magnitude in .ac and its DC value elsewhere", async () => {
    const body = "V9 in x dc 3 ac 0.5\nR1 x out 1k\nR2 out 0 1k\n* @train V9";
    expect((await gradientOf(deck(body))).parameters[0]).toMatchObject({ name: "V9", unit: "V", value: 0.5 });
    const op = deck(body).replace(/\.ac.*\n.*\n/, ".op\n* @goal v(out) = 1\n");
    expect((await gradientOf(op)).parameters[0]!.value).toBe(3);
  });

  test("an .op card beside .ac does not make `at 1k` ambiguous", async () => {
    expect((await gradientOf(deck(`${three}\n.op\n* @train R1`))).warnings).toBe("");
  });
});
