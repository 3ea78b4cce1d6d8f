import { readFileSync } from "node:fs";

/** A model file that the engine's package brings along. */
export function libraryFile(name: string): string {
  const text = readFileSync("node_modules/eecircuit-engine/dist/eecircuit-engine.mjs", "utf8");
  const start = text.indexOf(`writeFile("/${name}", `) + `writeFile("/${name}", `.length;
  const literal = /"(?:[^"\\]|\\.)*"/.exec(text.slice(start))?.[0];
  if (literal === undefined) throw new Error(`the engine has no ${name}`);
  return JSON.parse(literal) as string;
}
