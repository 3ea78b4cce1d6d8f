import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Imports go from a higher rank to a lower one, or stay inside their folder. */
const rank: Readonly<Record<string, number>> = {
  numeric: 0,
  source: 0,
  diagnostic: 1,
  optimiser: 1,
  generator: 1,
  grammar: 2,
  ast: 3,
  circuit: 4,
  writer: 5,
  network: 5,
  action: 6,
  goal: 6,
  experiment: 7,
  engine: 8,
  gradient: 8,
  training: 9,
  fabrication: 10,
  transform: 10,
  report: 11,
  index: 12,
  cli: 13,
};

interface Import {
  readonly specifier: string;
  readonly dynamic: boolean;
}

interface Module {
  /** Path from the project's root. */
  readonly path: string;
  /** `circuit`, `grammar`, or `index` for src/index.ts. */
  readonly folder: string;
  /** Without comments. */
  readonly code: string;
  readonly imports: readonly Import[];
}

function readModules(): readonly Module[] {
  return ["src", "grammar"].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.m?[jt]s$/.test(name) && !name.endsWith(".d.ts"))
      .map((name) => readModule(join(top, name))),
  );
}

function readModule(path: string): Module {
  const code = withoutComments(readFileSync(join(root, path), "utf8"));
  const parts = path.split("/");
  const folder = parts[0] === "grammar" ? "grammar" : parts.length === 2 ? "index" : parts[1]!;
  const imports: Import[] = [];
  for (const [, specifier] of code.matchAll(/^\s*(?:import|export)\b[^;"']*?\bfrom\s*["']([^"']+)["']/gm)) {
    imports.push({ specifier: specifier!, dynamic: false });
  }
  for (const [, specifier] of code.matchAll(/^\s*import\s*["']([^"']+)["']/gm))
    imports.push({ specifier: specifier!, dynamic: false });
  for (const [, specifier] of code.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g))
    imports.push({ specifier: specifier!, dynamic: true });
  return { path, folder, code, imports };
}

/** Blanks comments; texts in quotes stay, so `"//"` inside one is safe. */
function withoutComments(code: string): string {
  const pattern = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
  return code.replace(pattern, (_, text: string | undefined) => text ?? "");
}

/** Also blanks texts, for looking at identifiers. */
function identifiersOnly(code: string): string {
  return code.replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g, '""');
}

const modules = readModules();

/** The module a relative import names, from the project's root. */
const target = (module: Module, specifier: string): string =>
  relative(root, join(root, dirname(module.path), specifier));
const isRelative = ({ specifier }: Import): boolean =>
  specifier.startsWith(".") && !specifier.endsWith(".json");
const folderOf = (path: string): string => readModule(path).folder;

function violations(rule: (module: Module) => readonly string[]): readonly string[] {
  return modules.flatMap((module) => rule(module).map((what) => `${module.path}: ${what}`));
}

describe("layers", () => {
  test("the reader of imports sees every form", () => {
    expect(modules.length).toBeGreaterThan(20);
    const edges = modules.flatMap((module) => module.imports);
    expect(edges.length).toBeGreaterThan(20);
  });

  test("every folder has a rank", () => {
    expect(modules.filter(({ folder }) => !(folder in rank)).map(({ path }) => path)).toEqual([]);
  });

  test("every relative import names an existing file, with its extension", () => {
    const wrong = violations((module) =>
      module.imports
        .filter(isRelative)
        .map((i) => i.specifier)
        .filter((s) => !existsSync(join(root, target(module, s)))),
    );
    expect(wrong).toEqual([]);
  });

  test("imports go one way, down the list of layers", () => {
    const wrong = violations((module) =>
      module.imports
        .filter((i) => isRelative(i) && existsSync(join(root, target(module, i.specifier))))
        .map((i) => folderOf(target(module, i.specifier)))
        .filter((folder) => folder !== module.folder && !(rank[folder]! < rank[module.folder]!)),
    );
    expect(wrong).toEqual([]);
  });

  test("the optimisers know vectors only", () => {
    const wrong = violations((module) =>
      module.folder !== "optimiser"
        ? []
        : module.imports
            .filter(
              (i) =>
                !isRelative(i) || !["optimiser", "numeric"].includes(folderOf(target(module, i.specifier))),
            )
            .map((i) => i.specifier),
    );
    expect(wrong).toEqual([]);
  });

  test("no import cycle", () => {
    const edges = new Map(
      modules.map((m) => [m.path, m.imports.filter(isRelative).map((i) => target(m, i.specifier))]),
    );
    const finished = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (finished.has(path)) return;
      const start = trail.indexOf(path);
      if (start >= 0) {
        cycles.push([...trail.slice(start), path].join(" -> "));
        return;
      }
      for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
      finished.add(path);
    };
    for (const path of edges.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });
});

describe("what each folder may touch", () => {
  const systemFolder = (path: string): boolean =>
    path.startsWith("src/cli/") || path.startsWith("src/engine/ngspice/");

  test("node's modules and globals only in the command line and the ngspice adapter", () => {
    const wrong = violations((module) =>
      systemFolder(module.path)
        ? []
        : [
            ...module.imports.filter((i) => i.specifier.startsWith("node:")).map((i) => i.specifier),
            ...(identifiersOnly(module.code).match(
              /(?<![.\w])(?:process|console|Buffer|__dirname)(?=\s*[.[(])/g,
            ) ?? []),
          ],
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    ["chevrotain", (path: string) => path.startsWith("grammar/") || path.startsWith("src/ast/")],
    ["eecircuit-engine", (path: string) => path.startsWith("src/engine/ngspice/")],
    ["commander", (path: string) => path.startsWith("src/cli/")],
    ["picocolors", (path: string) => path.startsWith("src/cli/")],
  ])("%s stays in its place", (name, allowed) => {
    const users = modules.filter(({ imports }) =>
      imports.some((i) => i.specifier === name || i.specifier.startsWith(`${name}/`)),
    );
    expect(users.map(({ path }) => path).filter((path) => !allowed(path))).toEqual([]);
  });

  test.each(["mathjs", "eecircuit-engine"])("%s is only loaded lazily", (name) => {
    // Type imports vanish; what counts is code that runs at load time. A worker's own top level is lazy by being a worker.
    const wrong = modules.filter(
      ({ code, path }) =>
        !path.endsWith(".mjs") &&
        new RegExp(`^\\s*(?:import|export)\\b(?!\\s+type\\b)[^;"']*?from\\s*["']${name}`, "m").test(code),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

describe("style", () => {
  test("no default export", () => {
    expect(
      violations(({ code, path }) =>
        path.endsWith(".ts") && /^\s*export\s+default\b/m.test(code) ? ["export default"] : [],
      ),
    ).toEqual([]);
  });

  test("only src/index.ts re-exports, name by name", () => {
    expect(violations(({ code }) => code.match(/^\s*export\s*\*[^;]*/gm) ?? [])).toEqual([]);
  });

  test("no drawer folders and no types.ts", () => {
    const drawers = modules.filter(({ path }) =>
      /\/(?:utils?|helpers?|common|misc)\/|\/types\.ts$/.test(path),
    );
    expect(drawers.map(({ path }) => path)).toEqual([]);
  });

  test("file names are kebab-case", () => {
    expect(
      modules.filter(({ path }) => !/\/[a-z0-9-]+\.m?[jt]s$/.test(path)).map(({ path }) => path),
    ).toEqual([]);
  });

  test("nothing of a module can be reassigned after it was loaded", () => {
    expect(violations(({ code }) => code.match(/^(?:export\s+)?(?:let|var)\s+\w+/gm) ?? [])).toEqual([]);
  });
});
