import { describe, expect, test } from "vitest";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import { findOutputs } from "../../src/writer/find-outputs.ts";
import { suggestDirectives } from "../../src/writer/suggest-directives.ts";

const parse = (text: string) => parseNetlist({ name: "test.cir", text }).netlist;
const ladder =
  "an LC filter\nV1 in 0 ac 1\nRs in a 50\nC1 a 0 1n\nL1 a out 1u\nRL out 0 50\n.ac dec 10 10k 10meg\n.end\n";

describe("suggestDirectives", () => {
  test("trains every R, L and C and masks the output, before .end", () => {
    const { text, lines, remarks } = suggestDirectives(parse(ladder));
    expect(remarks).toEqual([]);
    expect(lines).toEqual([
      "* @train Rs C1 L1 RL",
      "* A mask to start from: put your own limits and frequencies.",
      "* @goal pass_out: vdb(out) >= -3 from 10k to 100k",
      "* @goal stop_out: vdb(out) <= -40 from 1meg to 10meg",
    ]);
    expect(text).toBe(ladder.replace(".end\n", `${lines.join("\n")}\n.end\n`));
  });

  test("what it writes is read back as directives, without a complaint", () => {
    const { text } = suggestDirectives(parse(ladder));
    const { netlist, diagnostics } = parseNetlist({ name: "again.cir", text });
    expect(diagnostics).toEqual([]);
    const kinds = netlist.statements.flatMap((s) => (s.kind === "directive" ? [s.directive!.kind] : []));
    expect(kinds).toEqual(["train", "goal", "goal"]);
    expect(suggestDirectives(netlist).text).toBe(text);
  });

  test("a netlist without .end, and one with CR LF, keep their line ends", () => {
    const open = "t\r\nV1 a 0 1\r\nR1 a out 1k\r\nC1 out 0 1n\r\n.ac lin 5 1 5";
    const { text } = suggestDirectives(parse(open));
    expect(text.startsWith(`${open}\r\n* @train R1 C1\r\n`)).toBe(true);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  test("values inside subcircuits are named by their definition; expressions, zeros and models are left alone", () => {
    const text =
      "t\n.subckt sec a b\nR1 a b 1k\nC1 b 0 {c}\n.ends\nX1 in out sec\nV1 in 0 ac 1\nR2 out 0 0\nR3 out 0 rmod\nL1 out 0 1u\n.ac dec 5 1 10\n.end\n";
    expect(suggestDirectives(parse(text)).lines[0]).toBe("* @train sec.R1 L1");
  });

  test("long lists are broken into several directives", () => {
    const many = Array.from({ length: 60 }, (_, k) => `R${k + 100} n${k} n${k + 1} 1k`).join("\n");
    const { lines } = suggestDirectives(
      parse(`t\nV1 n0 0 ac 1\n${many}\nR1 n60 0 1\n.ac dec 5 1 10\n.end\n`),
    );
    const train = lines.filter((line) => line.startsWith("* @train"));
    expect(train.length).toBeGreaterThan(3);
    expect(Math.max(...train.map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(train.join(" ").match(/R\d+/g)).toHaveLength(61);
  });

  test("without an analysis the goal is only a remark", () => {
    const { lines, remarks } = suggestDirectives(parse("t\nV1 a 0 1\nR1 a out 1k\nC1 out 0 1n\n.end\n"));
    expect(lines.filter((line) => line.startsWith("* @goal"))).toEqual([]);
    expect(remarks[0]).toContain("no analysis");
  });

  const rc = "R1 in out 1k\nR2 out 0 1k\nC1 out 0 1n";
  test.each([
    ["at rest", `V1 in 0 5\n${rc}\n.op`, ["* @goal level_out: v(out) = 2.5"]],
    [
      "over time",
      `V1 in 0 pulse(0 3 0 1n 1n 1 2)\n${rc}\n.tran 1n 1.23456u`,
      ["* @goal settled_out: v(out) = 1.5 from 820n to 1.23456u"],
    ],
    ["over a sweep", `V1 in 0 1\n${rc}\n.dc V1 0 5 1`, ["* @goal line_out: v(out) = 0.5*x"]],
    ["over a current", `V1 in 0 4\nI1 out 0 0\n${rc}\n.dc I1 0 1m 0.1m`, ["* @goal line_out: v(out) = 2"]],
    ["two analyses", `V1 in 0 5\n${rc}\n.op\n.dc V1 0 5 1`, ["* @goal line_out: v(out) = 0.5*x on=dc"]],
    [
      "two ports",
      `* @port 1 in\n* @port 2 out\n${rc}\n.ac dec 5 1k 1meg`,
      ["* @goal pass: db(s(2,1)) >= -3 from 1k to 10k", "* @goal stop: db(s(2,1)) <= -40 from 100k to 1meg"],
    ],
    [
      "one port",
      `* @port 1 in\n${rc}\n.ac dec 5 1k 1meg`,
      ["* @goal match: db(s(1,1)) <= -10 from 10k to 100k"],
    ],
    [
      "a narrow sweep",
      "V1 in 0 ac 1\nR1 in out 1k\nC1 out 0 1n\n.ac lin 5 9.97meg 10.03meg",
      [
        "* @goal pass_out: vdb(out) >= -3 from 9.97meg to 9.99meg",
        "* @goal stop_out: vdb(out) <= -40 from 10.01meg to 10.03meg",
      ],
    ],
    [
      "a sine",
      `V1 in 0 sin(0 3 1k)\n${rc}\n.tran 1u 3m`,
      ["* @goal settled_out: v(out) = 1.5 from 2m to 3m"],
    ],
    // Without a drive every voltage is 0, and its decibels are no number that could be trained.
    ["an undriven sweep", `V1 in 0 5\n${rc}\n.ac dec 5 1k 1meg`, []],
    [
      "an undriven sweep beside a bias",
      `V1 in 0 5\n${rc}\n.op\n.ac dec 5 1k 1meg`,
      ["* @goal level_out: v(out) = 2.5 on=op"],
    ],
  ])("goals %s", (_, body, goals) => {
    const { lines } = suggestDirectives(parse(`t\n${body}\n.end\n`));
    expect(lines.filter((line) => line.startsWith("* @goal"))).toEqual(goals);
  });
});

describe("findOutputs", () => {
  test.each([
    [
      "what .print looks at",
      "t\nV1 in 0 1\nR1 in mid 1\nR2 mid out 1\nR3 out 0 1\n.print ac vdb(mid)\n",
      ["mid", "out"],
    ],
    ["a node called out", "t\nV1 in 0 1\nR1 in VOUT 1\nR2 VOUT x 1\nR3 x 0 1\n", ["VOUT"]],
    ["the far end otherwise", "t\nV1 1 0 1\nR1 1 2 1\nR2 2 3 1\nC2 2 0 1\nR3 3 0 1\n", ["3"]],
    [
      "no node that a source holds, not even behind a supply",
      "t\nVCC vcc 0 12\nVIN in 0 dc 0 ac 1\nVM in out 0\nCIN out b 1u\nRB vcc b 1k\nRC vcc c 1k\nRE e 0 1k\nQ1 c b e qn\n",
      ["c"],
    ],
    [
      "the far coil of a transformer",
      "t\nI1 0 p ac 1\nLp p 0 1u\nCp p 0 1n\nLs s 0 1u\nCs s 0 1n\nK1 Lp Ls 0.1\n",
      ["s"],
    ],
    ["the node that a current drives, where there is no other", "t\nI1 0 a 1\nR1 a 0 1\n", ["a"]],
    ["nothing where there is only a source", "t\nV1 1 0 1\nR1 1 0 1\n", []],
  ])("%s", (_, text, outputs) => {
    expect(findOutputs(parse(text))).toEqual(outputs);
  });
});
