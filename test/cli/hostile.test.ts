import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, runCli } from "./run-cli.ts";

/** Turns letters red, sets the title of a window, in one byte less the same, and turns the order of letters around. */
const escapes = ["\u001b[31mred", "\u001b]0;title\u0007", "\u009b31m", "\u202eodd", "\u2028line"];
const steering = /[^\n\u0020-\u007e\u00a0-\u200d\u2010-\u2027\u2030-\uffff]/;
const name = (k: number) => escapes[k % escapes.length]!.replace(/[;()[\]]/g, "");

describe("a netlist cannot steer the terminal", () => {
  const wrong = escapes
    .map(
      (code) =>
        `R${code} a 0 1k\n.foo${code}\n.include x${code}.inc\n* @train R${code} min${code}=1\n` +
        `* @goal v(a${code}) = 1\n* @foo${code}\nD1 a 0 m${code}\n.param p${code}={q${code}}\n`,
    )
    .join("");
  const sound =
    `V1 a 0 dc 1 ac 1\nR${name(2)} a b${name(2)} 1k\nR${name(3)} b${name(2)} 0 1k\n` +
    `.ac lin 3 1 10\n* @train R*\n* @goal v(b${name(2)}) = 0.3 tol=0.01\n`;

  test.each([
    ["check"],
    ["check", "--json"],
    ["check", "--sarif"],
    ["train", "--engine", "model", "--no-verify"],
    ["gradient", "--engine", "model"],
    ["simulate", "--engine", "model"],
    ["simulate", "--engine", "model", "--plot", "-"],
    ["action"],
    ["action", "--format", "latex"],
    ["explain", "--engine", "model"],
    ["export", "--engine", "model", "--no-verify", "--samples", "0"],
  ])("by %s %s %s %s", async (...argv) => {
    const cwd = folderWith({ "wrong.cir": `t\n${wrong}.end\n`, "sound.cir": `t\n${sound}.end\n` });
    for (const file of ["wrong.cir", "sound.cir"]) {
      const { stdout, stderr } = await runCli([argv[0]!, file, ...argv.slice(1)], { cwd });
      expect(stderr).not.toMatch(steering);
      expect(stdout).not.toMatch(steering);
    }
  });

  test("by its file's name, which stays in one line", async () => {
    const file = "a\u001b[31m\nb.cir";
    const cwd = folderWith({ [file]: "t\nR1 a 0 x y\n.op\n.end\n" });
    const { stdout, stderr } = await runCli(["check", file], { cwd });
    expect(stdout).toMatch(/^a\\u001b\[31m\\u000ab\.cir: \d errors?.*\n$/);
    expect(stderr).toContain("a\\u001b[31m\\u000ab.cir:2:");
    expect(stderr).not.toMatch(steering);
  });

  test("and a JSON document keeps the letters that it escapes", async () => {
    const cwd = folderWith({ "wrong.cir": "t\nV1 a 0 1\nR1 a 0 1k\n.foo\u009b31m\n.op\n.end\n" });
    const { stdout } = await runCli(["check", "wrong.cir", "--json"], { cwd });
    expect(stdout).not.toMatch(steering);
    expect(JSON.parse(stdout).files[0].diagnostics[0].message).toContain(".foo\u009b31m");
  });
});

test("a netlist reads nothing outside its folder, through links neither", async () => {
  const cwd = folderWith({ "outside/secret.inc": "R9 a 0 12345\n", "outside/secret.csv": "t,v\n0,12345\n" });
  const folder = join(cwd, "inside");
  mkdirSync(folder);
  symlinkSync("../outside", join(folder, "folder"));
  symlinkSync("../outside/secret.inc", join(folder, "file.inc"));
  const texts = ["../outside/secret.inc", "folder/secret.inc", "file.inc", "..\\outside\\secret.inc"];
  const tables = ["../outside/secret.csv", "folder/secret.csv"];
  const cards = [
    ...texts.flatMap((file) => [`.include "${file}"`, `.lib "${file}" tt`]),
    ...tables.map((file) => `* @goal v(a) = table("${file}", "v")`),
    ...tables.map((file) => `* @data "${file}" V1=v`),
  ];
  for (const card of cards) {
    writeFileSync(join(folder, "a.cir"), `t\nV1 a 0 1\nR1 a 0 1k\n.op\n* @train R1\n${card}\n.end\n`);
    for (const command of ["check", "action", "transform"]) {
      const options = command === "transform" ? ["--flatten"] : [];
      const { stdout, stderr } = await runCli([command, "a.cir", ...options], { cwd: folder });
      expect(stderr, card).toMatch(command === "transform" && card[0] === "*" ? /^/ : /outside/);
      expect(stdout + stderr, card).not.toContain("12345");
    }
  }
});

const inherited = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "prototype"];

test.each(inherited)("%s is a name like any other", async (word) => {
  const text = (n: string) =>
    `t\nV1 ${n} 0 dc 1 ac 1\nR${n} ${n} b 1k\nRq b 0 {${n}}\nX${n} b s${n}\nC${n} b 0 1n\n` +
    `.subckt s${n} in ${n}=1\nR${n} in 0 {${n}*1k}\n.ends\n.func f${n}(x)=x*2\n.param ${n}={f${n}(500)}\n` +
    `.ac dec 3 1k 1meg\n* @train R${n} s${n}.R${n} param:${n}\n* @goal ${n}: mag(v(b)/v(${n})) = 0.2 tol=1\n.end\n`;
  const cwd = folderWith({ "odd.cir": text(word), "plain.cir": text("plain") });
  const gradients = async (file: string) => {
    const { code, stdout, stderr } = await runCli(["gradient", file, "--engine", "model", "--json"], { cwd });
    expect(code, stdout + stderr).toBe(0);
    return JSON.parse(stdout).parameters.map(({ gradient }: { gradient: number }) => gradient);
  };
  expect(await gradients("odd.cir")).toEqual(await gradients("plain.cir"));
});

describe("a netlist that is all in one place takes no more time than it is long", () => {
  const ofCheck = async (text: string) => {
    const cwd = folderWith({ "a.cir": text });
    const startedAt = performance.now();
    const run = await runCli(["check", "a.cir", "--json"], { cwd });
    const human = await runCli(["check", "a.cir"], { cwd });
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    const { diagnostics } = JSON.parse(run.stdout).files[0];
    return { diagnostics: diagnostics as { code: string; message: string }[], ...human };
  };

  test("wildcards", async () => {
    const stars = "*a".repeat(40);
    const { diagnostics } = await ofCheck(
      `t\nV1 a 0 1\nR${"a".repeat(2000)} a 0 1\n.op\n* @train R${stars}b\n.end\n`,
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(["circuit/selector-matches-nothing"]);
  });

  test("functions that double one another", async () => {
    const doubling = Array.from({ length: 60 }, (_, k) => `.func f${k + 1}(x)={f${k}(x)+f${k}(x)}`);
    const { diagnostics } = await ofCheck(
      `t\nV1 a 0 1\n.func f0(x)={x}\n${doubling.join("\n")}\nR1 a 0 {f60(1)}\n.op\n* @train R1\n.end\n`,
    );
    expect(diagnostics.map(({ code }) => code)).toContain("circuit/too-many-calls");
  });

  test("definitions inside each other", async () => {
    const { diagnostics } = await ofCheck(
      `t\nV1 a 0 1\nR1 a 0 1\n${".subckt a b\n".repeat(5000)}${".ends\n".repeat(5000)}.op\n.end\n`,
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(["syntax/nesting-too-deep"]);
  });

  test("floating parts beside many elements", async () => {
    const count = 20_000;
    const pairs = Array.from({ length: count }, (_, k) => `R${k} p${k} q${k} 1k`).join("\n");
    const { diagnostics } = await ofCheck(`t\nV1 a 0 1\nRa a 0 1k\n${pairs}\n.op\n.end\n`);
    expect(diagnostics.filter(({ code }) => code === "circuit/floating-node")).toHaveLength(count);
  });

  test("a line of many mistakes", async () => {
    const { diagnostics } = await ofCheck(`t\nV1 a 0 1\nR2 a 0 ${"foo ".repeat(10_000)}\n.op\n.end\n`);
    expect(diagnostics.length).toBeGreaterThan(5000);
  });

  test("a number of a million digits, of which a message shows the beginning", async () => {
    const { stderr } = await ofCheck(`t\nV1 a 0 1\nR1 a 0 ${"1".repeat(1_000_000)}\n.op\n.end\n`);
    expect(stderr.length).toBeLessThan(2000);
  });
});
