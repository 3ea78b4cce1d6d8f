import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { folderWith, runCli } from "./run-cli.ts";

/** A trained RC low-pass whose goal is met with E12 and E96. */
const netlist = `trained RC low-pass
V1 in 0 dc 0 ac 1
R1 in out 1.5915k
C1 out 0 1.0021n
.ac dec 10 1k 10meg
* @port 1 in
* @port 2 out
* @train R1 min=500 max=5k
* @train C1
* @goal shape: mag(v(out)) = 1/sqrt(1+(f/100k)^2) tol=0.02
.end
`;
const sheet = `(kicad_sch (version 20211123) (generator eeschema)
  (uuid root)
  (symbol (lib_id "Device:R") (uuid r1) (property "Reference" "R1" (id 0)) (property "Value" "1.6k" (id 1)))
  (symbol (lib_id "Device:C") (uuid c1) (property "Reference" "C7" (id 0)) (property "Value" "1nF" (id 1)))
  (symbol_instances
    (path "/c1" (reference "C7") (unit 1) (value "1nF") (footprint ""))
    (path "/r1" (reference "R1") (unit 1) (value "1.6k") (footprint ""))
  )
)
`;

const quick = ["--no-verify", "--samples", "0"];
const run = (folder: string, ...argv: string[]) => runCli(["export", ...argv], { cwd: folder });
const read = (folder: string, name: string): string => readFileSync(join(folder, name), "utf8");

describe("what is written", () => {
  test("everything at once; exit code 0 where the goals are met", { timeout: 30_000 }, async () => {
    const folder = folderWith({ "filter.trained.cir": netlist, "board.kicad_sch": sheet });
    const result = await run(
      folder,
      "filter.trained.cir",
      "--bom",
      "parts.csv",
      "--kicad",
      "board.kicad_sch",
      "--reference",
      "C1=C7",
      "--kicad-netlist",
      "board.net",
      "--touchstone",
      "filter.s2p",
      "--temperature=-40,85",
      "--json",
    );
    expect(result.stderr).not.toMatch(/error/);
    expect(result.code).toBe(0);
    const json = JSON.parse(result.stdout);
    expect(json.files).toEqual({
      netlist: "filter.snapped.cir",
      bom: "parts.csv",
      kicad: ["snapped/board.kicad_sch"],
      kicadNetlist: "board.net",
      touchstone: "filter.s2p",
    });
    const snapped = read(folder, "filter.snapped.cir");
    const values = Object.fromEntries(
      json.values.map((value: { name: string; after: number }) => [value.name, value.after]),
    );
    expect(snapped.split("\n").filter((line) => !netlist.split("\n").includes(line)).length).toBe(2);
    expect(json.verification.cost).toBeCloseTo(json.cost.chosen, 9);
    expect(json.tolerance.yield.low).toBeLessThanOrEqual(json.tolerance.yield.value);
    expect(json.tolerance.cost.samples.length).toBe(1000);
    expect(json.temperatures.map(({ celsius }: { celsius: number }) => celsius)).toEqual([-40, 85]);
    const bill = parse(read(folder, "parts.csv"), { columns: true }) as Record<string, string>[];
    expect(bill.map((row) => `${row["Quantity"]} ${row["Designators"]}`).sort()).toEqual(["1 C1", "1 R1"]);
    expect(read(folder, "board.kicad_sch")).toBe(sheet);
    const edited = read(folder, "snapped/board.kicad_sch");
    expect(edited.replaceAll(/"[\d.]+[pn]F"/g, '"1nF"').replaceAll(/"[\d.]+k?"/g, '"1.6k"')).toBe(sheet);
    expect(Number(/"Value" "([\d.]+)k"/.exec(edited)![1]) * 1000).toBeCloseTo(values["R1"], 6);
    expect(read(folder, "board.net")).toContain('(ref "R1")');
    expect(read(folder, "filter.s2p")).toMatch(/^! filter.trained.cir.*\n# Hz S RI R 50\n1000 /);
  });

  test("for people: costs, values, tolerance, files, what next", async () => {
    const folder = folderWith({ "filter.cir": netlist });
    const { code, stdout } = await run(folder, "filter.cir", "--no-verify", "--samples", "50", "--seed", "3");
    expect(code).toBe(0);
    expect(stdout).toMatch(/every goal is met with values that can be bought/);
    expect(stdout).toMatch(/cost \S+ as trained, \S+ rounded, \S+ as chosen/);
    expect(stdout).toMatch(/Tolerance, 50 specimens \(uniform, seed 3\): yield/);
    expect(stdout).toMatch(/^R1 +1.5915 kOhm .* 1% +1 +E96$/m);
    expect(stdout).toMatch(/netlist: +filter.snapped.cir/);
  });

  test("the netlist on standard output is nothing but the netlist", async () => {
    const folder = folderWith({ "filter.cir": netlist });
    const { stdout, stderr } = await run(folder, "filter.cir", ...quick, "-o", "-");
    expect(stdout.startsWith("trained RC low-pass\n")).toBe(true);
    expect(stdout.endsWith(".end\n")).toBe(true);
    expect(stderr).toMatch(/values that can be bought/);
  });

  test("the same output on every run", async () => {
    const folder = folderWith({ "filter.cir": netlist });
    const outputs = [];
    for (let n = 0; n < 2; n++) {
      const { stdout } = await run(
        folder,
        "filter.cir",
        "--no-verify",
        "--samples",
        "40",
        "--pairs",
        "1",
        "--json",
      );
      const { seconds: _, ...rest } = JSON.parse(stdout);
      outputs.push(rest);
    }
    expect(outputs[1]).toEqual(outputs[0]);
  });

  test("sheets in place: only what changed is written", async () => {
    const folder = folderWith({
      "filter.cir": netlist,
      "board.kicad_sch": sheet.replace('"C7" (id 0)', '"C1" (id 0)').replace('"C7")', '"C1")'),
    });
    const { code } = await run(
      folder,
      "filter.cir",
      ...quick,
      "--kicad",
      "board.kicad_sch",
      "--kicad-in-place",
    );
    expect(code).toBe(0);
    expect(read(folder, "board.kicad_sch")).not.toContain('"1.6k"');
    expect(existsSync(join(folder, "snapped"))).toBe(false);
  });

  test("a parts table: what it has, with its stock codes", async () => {
    const table = "kind,value,tolerance,lcsc\nR,1.5k,1,R15\nR,1.8k,1,R18\nC,1nF,5,C10\nC,1.2nF,5,C12\n";
    const folder = folderWith({ "filter.cir": netlist, "parts.csv": table });
    const { stdout } = await run(
      folder,
      "filter.cir",
      ...quick,
      "--parts",
      "parts.csv",
      "--bom",
      "-",
      "--bom-format",
      "jlcpcb",
    );
    const rows = parse(stdout, { columns: true }) as Record<string, string>[];
    expect(rows.map((row) => row["LCSC Part #"]).every((code) => /^[RC]1[0258]$/.test(code!))).toBe(true);
    expect(rows.length).toBe(2);
  });
});

describe("exit codes and messages", () => {
  test("3: written, but a goal is not met", async () => {
    const folder = folderWith({ "filter.cir": netlist.replace("tol=0.02", "tol=1u") });
    const { code, stdout } = await run(folder, "filter.cir", ...quick);
    expect(code).toBe(3);
    expect(stdout).toMatch(/not met: shape/);
    expect(existsSync(join(folder, "filter.snapped.cir"))).toBe(true);
  });

  test.each<[string, readonly string[], RegExp]>([
    ["a series that cannot reach", ["--fabricate", "C1 max=100p"], /C1 wants 1.002 nF, above the largest/],
    [
      "a selector that fits nothing",
      ["--fabricate", "C9 series=E6"],
      /no resistor, capacitor or inductor is called C9/,
    ],
    ["a series that is none", ["--fabricate", "C1 series=E13"], /E13/],
    ["a table that is missing", ["--parts", "none.csv"], /none.csv cannot be read: there is no such file/],
    ["a table that is none", ["--parts", "filter.cir"], /no column "value"|is not a table/],
    [
      "a table without capacitors",
      ["--parts", "only-r.csv"],
      /C1 needs a capacitor, and only-r.csv has none/,
    ],
    ["a schematic that is missing", ["--kicad", "none.kicad_sch"], /none.kicad_sch cannot be read/],
    ["a schematic that lacks a part", ["--kicad", "board.kicad_sch"], /has no symbol C1[\s\S]*--reference/],
    [
      "a reference to no part",
      ["--kicad", "board.kicad_sch", "--reference", "C3=C7"],
      /--reference names C3/,
    ],
    ["the wrong number of ports", ["--touchstone", "a.s3p"], /is for 3 ports, and the netlist has 2/],
  ])("1: %s", async (_, argv, message) => {
    const folder = folderWith({
      "filter.cir": netlist,
      "board.kicad_sch": sheet,
      "only-r.csv": "kind,value\nR,1.6k\n",
    });
    const { code, stderr } = await run(folder, "filter.cir", ...quick, ...argv);
    expect(stderr).toMatch(message);
    expect(code).toBe(1);
  });

  // A search and a Monte Carlo run may take minutes: what no result could change is said before.
  test.each<[string, string, readonly string[], RegExp]>([
    [
      "ports for S parameters",
      netlist.replaceAll(/.*@port.*\n/g, ""),
      ["--touchstone", "a.s2p"],
      /needs ports/,
    ],
    [
      "as many ports as the file says",
      netlist,
      ["--touchstone", "a.s1p"],
      /is for 1 ports, and the netlist has 2/,
    ],
    ["a schematic", netlist, ["--kicad", "none.kicad_sch"], /none.kicad_sch cannot be read/],
  ])("a missing %s is told before the search", async (_, text, argv, message) => {
    const folder = folderWith({ "filter.cir": text });
    const { code, stderr } = await run(folder, "filter.cir", "--no-verify", ...argv);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/values to choose/);
    expect(existsSync(join(folder, "filter.snapped.cir"))).toBe(false);
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      "two places for sheets",
      ["--kicad", "a", "--kicad-output", "b", "--kicad-in-place"],
      /exclude each other/,
    ],
    ["sheets' options without a sheet", ["--kicad-in-place"], /need --kicad/],
    ["half a reference", ["--kicad", "a", "--reference", "C1"], /element=symbol/],
    ["S parameters without ports in the name", ["--touchstone", "a.snp"], /number of ports/],
    ["robust by half", ["--robust", "1.5"], /whole number of specimens/],
    ["nearest and robust", ["--method", "nearest", "--robust"], /only rounds/],
    ["a reach of less than nothing", ["--reach", "0.5"], /factor above 1/],
    ["an unknown method", ["--method", "magic"], /nearest/],
    ["no temperature", ["--temperature", "warm"], /numbers with commas/],
    ["a temperature that there is not", ["--temperature=-300"], /degrees Celsius above -273.15/],
    ["a drive that is none", ["--drive", "auto"], /a positive number is needed/],
    ["a negative drive", ["--drive=-1"], /a positive number is needed/],
    ["JSON and netlist on one stream", ["--json", "-o", "-"], /only one of/],
    ["two files on one stream", ["--bom", "-", "--kicad-netlist", "-"], /only one of/],
    ["the input as output", ["-o", "filter.cir"], /is the netlist itself/],
  ])("2: %s", async (_, argv, message) => {
    const folder = folderWith({ "filter.cir": netlist });
    const { code, stderr, stdout } = await run(folder, "filter.cir", ...quick, ...argv);
    expect(stderr + stdout).toMatch(message);
    expect(code).toBe(2);
    expect(read(folder, "filter.cir")).toBe(netlist);
  });

  test("an --exclude that fits nothing is told", async () => {
    const folder = folderWith({ "filter.cir": netlist });
    const { code, stderr } = await run(folder, "filter.cir", ...quick, "--exclude", "C?,Rz*");
    expect(code).toBe(0);
    expect(stderr).toMatch(/--exclude Rz\* leaves nothing out/);
    expect(stderr).not.toMatch(/--exclude C/);
  });

  test("a failure with --json is a document", async () => {
    const folder = folderWith({ "filter.cir": netlist.replace(/.*@goal.*\n/, "") });
    const { code, stdout } = await run(folder, "filter.cir", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout).error).toMatch(/there is no goal/);
  });

  test("130: interrupted, and nothing is written", async () => {
    const folder = folderWith({ "filter.cir": netlist });
    const { code, stderr } = await runCli(["export", "filter.cir", "--no-verify", "--samples", "1000000"], {
      cwd: folder,
      interrupter: (interrupt) => setTimeout(interrupt, 300),
    });
    expect(code).toBe(130);
    expect(stderr).toMatch(/interrupted/);
    expect(existsSync(join(folder, "filter.snapped.cir"))).toBe(false);
  });

  test("help has an example", async () => {
    const { code, stdout } = await runCli(["export", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/tellegen export filter\.trained\.cir/);
  });
});

test("devices: searched and judged in ngspice", { timeout: 60_000 }, async () => {
  const clamp = `diode clamp at an operating point
V1 in 0 dc 5
R1 in a 4.42k
D1 a out dio
R2 out 0 1.03k
.model dio d(is=1f)
.op
* @train R1 min=1k max=20k
* @goal level: v(out) = 0.8 tol=20m
.end
`;
  const folder = folderWith({ "clamp.cir": clamp });
  const { code, stdout, stderr } = await run(
    folder,
    "clamp.cir",
    "--samples",
    "20",
    "--fabricate",
    "R1 series=E12",
    "--workers",
    "2",
    "--json",
  );
  expect(stderr).not.toMatch(/failed/);
  const json = JSON.parse(stdout);
  expect(json.engine).toBe("ngspice");
  expect(json.verification.cost).toBeCloseTo(json.cost.chosen, 9);
  expect(json.bill.find((line: { kind: string }) => line.kind === "device").value).toBe("dio");
  expect(code).toBe(json.goals[0].met ? 0 : 3);
  const single = JSON.parse(
    (await run(folder, "clamp.cir", "--samples", "20", "--fabricate", "R1 series=E12", "--json")).stdout,
  );
  expect(single.tolerance.cost.samples).toEqual(json.tolerance.cost.samples);
});

describe("report", () => {
  test("shows values, yield with a histogram for each goal, parts and netlist, and loads nothing", async () => {
    const folder = folderWith({ "f.trained.cir": netlist });
    const { code, stdout } = await run(
      folder,
      "f.trained.cir",
      "--report",
      "r.html",
      "--samples",
      "50",
      "--no-verify",
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^report: +r\.html$/m);
    const page = read(folder, "r.html");
    for (const id of ["values", "response", "tolerance", "stress", "parts", "schematic", "netlist", "run"])
      expect(page, id).toContain(`<section id="${id}"`);
    expect(page).toMatch(/Yield [\d.]+ % \(95 %: /);
    expect(page.match(/fill-opacity="0\.18"/g)).toHaveLength(2);
    expect(page).toContain("default-src 'none'");
    expect(page.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|<script|<link|<img/);
  });

  test("- is the page alone; with --json it is refused", async () => {
    const folder = folderWith({ "f.trained.cir": netlist });
    const page = await run(folder, "f.trained.cir", "--report", "-", ...quick);
    expect(page.stdout).toMatch(/^<!DOCTYPE html>[\s\S]*<\/html>\n$/);
    expect(page.stderr).toContain("netlist:");
    expect((await run(folder, "f.trained.cir", "--report", "-", "--json", ...quick)).code).toBe(2);
  });
});

test("a classifier's values are chosen by its cross-entropy, which has no linear model and no tolerances", async () => {
  const text = `two classes
V1 in 0 0
R1 in a 2.2345k
R2 a 0 1k
.op
* @train R*
* @data "x.csv" V1=x
* @classify kind by v(a), v(in,a)
.end
`;
  const folder = folderWith({ "a.cir": text, "x.csv": "x,kind\n1,up\n2,up\n-1,down\n-2,down\n" });
  const { code, stdout, stderr } = await run(folder, "a.cir", "--no-verify", "--engine", "model", "--json");
  expect(code, stderr).toBe(0);
  const { cost, remarks } = JSON.parse(stdout);
  // Σ over the samples of -ln p_label at a division by 1/(1 + R1/R2), which the chosen values give.
  const ratio = (): number => {
    const snapped = read(folder, "a.snapped.cir");
    const value = (part: string): number => {
      const [, digits, kilo] = new RegExp(`^${part} \\S+ \\S+ ([\\d.]+)(k?)`, "m").exec(snapped)!;
      return Number(digits) * (kilo === "k" ? 1000 : 1);
    };
    return value("R2") / (value("R1") + value("R2"));
  };
  const across = ratio();
  // Labels in alphabetical order: v(a) speaks for "down", v(in,a) for "up".
  const losses = [1, 2, -1, -2].map((x) => {
    const [down, up] = [Math.exp(across * x), Math.exp((1 - across) * x)];
    return -Math.log((x > 0 ? up : down) / (down + up));
  });
  expect(cost.chosen).toBeCloseTo(losses.reduce((sum, loss) => sum + loss, 0) / losses.length, 9);
  expect(cost.chosen).toBeLessThanOrEqual(cost.nearest);
  expect(remarks.join()).toContain("not a sum of squares");
});
