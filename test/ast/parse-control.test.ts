import { expect, test } from "vitest";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import { spanText } from "../../src/source/source-text.ts";
import { circuitOfText, codesOf } from "../circuit/elaborate-text.ts";

function commandsOf(lines: string) {
  const { netlist } = parseNetlist({
    name: "control.cir",
    text: `t\nR1 a 0 1\n.control\n${lines}\n.endc\n.end\n`,
  });
  const block = netlist.statements.find(({ kind }) => kind === "control");
  if (block?.kind !== "control") throw new Error("there is no block");
  return block.commands;
}

test("commands have a name, arguments and the depth of the loops around them", () => {
  const found = commandsOf(
    [
      "let x=v(a) ; said",
      "* a comment",
      "  foreach val 1 2",
      "alter R1 = $val $ each in turn",
      "  if x > 1",
      "    print x",
      "  else",
      "    tran 1n 1u",
      "  end",
      "end",
      "AC dec 10 1",
      "+ 1meg",
      "echo done",
    ].join("\r\n"),
  );
  expect(
    found.map((command) => [command.name.key, spanText(command.arguments).trim(), command.depth]),
  ).toEqual([
    ["let", "x=v(a)", 0],
    ["foreach", "val 1 2", 0],
    ["alter", "R1 = $val", 1],
    ["if", "x > 1", 1],
    ["print", "x", 2],
    ["else", "", 1],
    ["tran", "1n 1u", 2],
    ["end", "", 1],
    ["end", "", 0],
    ["ac", "dec 10 1\r\n+ 1meg", 0],
    ["echo", "done", 0],
  ]);
  expect(found.find(({ name }) => name.key === "ac")?.analysis?.arguments).toHaveLength(4);
});

test("the analysis of a block stands in for a missing card, and that is said", () => {
  const deck = (card: string, command: string) =>
    `t\nV1 a 0 ac 1\nR1 a 0 1k\n${card}\n.control\n${command}\nrun\n.endc\n.end\n`;
  const text = deck("", "ac dec 10 1 1k\nac lin 3 1 2\nop");
  expect(codesOf(text)).toContain("circuit/analysis-of-control");
  expect(circuitOfText(text).analyses).toMatchObject([{ kind: "ac", points: 10, to: 1000 }, { kind: "op" }]);
  // A card outside counts alone; what depends on variables or conditions is not guessed.
  expect(circuitOfText(deck(".op", "ac dec 10 1 1k")).analyses).toMatchObject([{ kind: "op" }]);
  expect(codesOf(deck("", "ac dec $n 1 1k"))).toContain("circuit/no-analysis");
  expect(codesOf(deck("", "repeat 3\nac dec 10 1 1k\nend"))).toContain("circuit/no-analysis");
});
