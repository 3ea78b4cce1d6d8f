import { describe, expect, test } from "vitest";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";

/** Shortest of three parses, in milliseconds of processor time: what else the machine does is no concern here. */
function time(text: string): number {
  const once = () => {
    const start = process.cpuUsage();
    parseNetlist({ name: "big.cir", text });
    return process.cpuUsage(start).user / 1000;
  };
  return Math.min(once(), once(), once());
}

const lines = (count: number, line: (k: number) => string) =>
  Array.from({ length: count }, (_, k) => line(k)).join("\n");

const shapes: readonly (readonly [string, (count: number) => string])[] = [
  ["element lines", (n) => `title\n${lines(n, (k) => `R${k} n${k} n${k + 1} 4.7k`)}\n.end\n`],
  ["expressions", (n) => `title\n${lines(n / 4, (k) => `C${k} n${k} 0 {2*c0*(1+${k})}`)}\n.end\n`],
  [
    "continuation lines of one card",
    (n) => `title\n.model m nmos\n${lines(n, (k) => `+ p${k}=${k}`)}\n.end\n`,
  ],
  [
    "one physical line",
    (n) => `title\nV1 a 0 pwl(${Array.from({ length: n }, (_, k) => `${k}n ${k}`).join(" ")})\n.end\n`,
  ],
  ["comments between continuations", (n) => `title\nR1 a\n${lines(n, (k) => `* ${k}\n+ x${k}=1`)}\n.end\n`],
  ["annotations", (n) => `title\n${lines(n / 4, (k) => `* @train R${k} min=1`)}\n.end\n`],
  ["errors", (n) => `title\n${lines(n / 2, (k) => `R${k} a`)}\n.end\n`],
];

describe("time is linear in the size", () => {
  test.each(shapes)("%s", (_name, make) => {
    time(make(1000));
    const small = time(make(5000));
    const large = time(make(50_000));
    // Ten times the text; a quadratic reader would take a hundred times as long.
    expect(large / small).toBeLessThan(40);
  });

  test("ten thousand and a hundred thousand element lines", () => {
    const [, make] = shapes[0]!;
    expect(time(make(100_000)) / time(make(10_000))).toBeLessThan(40);
  });
});
