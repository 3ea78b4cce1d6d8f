import { describe, expect, test } from "vitest";
import { folderWith, runCli } from "../cli/run-cli.ts";

const deck = (card: string, goal = "mag(v(out)) = 0.5"): string =>
  `t\nV1 in 0 dc 1 ac 1 sin(0 1 1k)\nR1 in out 1k\nC1 out 0 1n\n${card}\n* @train R1\n* @goal ${goal}\n.end\n`;

describe("runs that would never end", () => {
  test.each([".ac lin 30000000 1 1meg", ".ac dec 1000000000 1 1meg", ".tran 1p 1", ".dc V1 0 1 1p"])(
    "%s with goals is an error at its place, at once",
    async (card) => {
      const cwd = folderWith({ "n.cir": deck(card) });
      const began = performance.now();
      for (const command of ["check", "train", "gradient"]) {
        const { code, stderr } = await runCli([command, "n.cir"], { cwd });
        expect(code, command).toBe(1);
        expect(stderr, command).toMatch(/^n\.cir:5:1: error: .* points/m);
      }
      expect(performance.now() - began).toBeLessThan(10_000);
    },
  );

  test.each([".tran 1p 1", ".dc V1 0 1 1p", ".ac lin 1000000000 1 1meg"])(
    "simulate --engine model refuses %s",
    async (card) => {
      const cwd = folderWith({ "n.cir": deck(card).replaceAll(/^\* .*\n/gm, "") });
      const { code, stderr } = await runCli(["simulate", "n.cir", "--engine", "model"], { cwd });
      expect(code).toBe(1);
      expect(stderr).toMatch(/numbers, more than memory holds/);
    },
  );

  test("a sweep of many operating points is compiled in no time", async () => {
    const cwd = folderWith({ "n.cir": deck(".dc V1 0 1 5u", "v(out) = x from 0.2 to 0.8") });
    const began = performance.now();
    expect((await runCli(["check", "n.cir"], { cwd })).code).toBe(0);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe("texts of every sort", () => {
  const divider = "t\nV1 in 0 dc 2\nR1 in out 1k\nR2 out 0 1k\n.op\n.end\n";
  const read = async (content: string | Uint8Array, ...options: string[]): Promise<unknown> => {
    const cwd = folderWith({ "n.cir": content });
    const argv = ["simulate", "n.cir", "--json", "--vectors", "v(out)", ...options];
    return JSON.parse((await runCli(argv, { cwd })).stdout);
  };
  const expected = { analysis: "op", variables: [{ name: "v(out)", unit: "V", values: [1] }] };

  test.each([
    ["CRLF", divider.replaceAll("\n", "\r\n")],
    ["CR alone", divider.replaceAll("\n", "\r")],
    ["a mark", `\ufeff${divider}`],
    ["UTF-16", Buffer.from(`\ufeff${divider}`, "utf16le")],
    ["Latin-1", Buffer.from(divider.replace("t", "10 µF"), "latin1")],
    ["no last line end", divider.trimEnd()],
    ["no .end", divider.replace(".end\n", "")],
  ])("%s", async (_, content) => {
    for (const engine of ["ngspice", "model"]) {
      const { analysis, variables } = (await read(content, "--engine", engine)) as typeof expected;
      expect(analysis).toBe("op");
      expect(variables[0]).toMatchObject({ name: "v(out)", unit: "V" });
      expect(variables[0]!.values[0]).toBeCloseTo(1, 9);
    }
  });

  test("a file that is no text, and one that is empty", async () => {
    const cwd = folderWith({ "b.cir": new Uint8Array(5000).map((_, k) => (k * k) % 251), "e.cir": "" });
    for (const command of ["check", "train", "gradient", "action", "simulate"]) {
      for (const name of ["b.cir", "e.cir"]) {
        const { code, stderr } = await runCli([command, name], { cwd });
        expect(code, `${command} ${name}`).toBe(1);
        expect(stderr).not.toMatch(/bug|^\s+at /m);
      }
    }
  });
});
