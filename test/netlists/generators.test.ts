import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compileNetlist, readGallery } from "./gallery.ts";

function generate(generator: string, ...options: readonly string[]): string {
  const path = fileURLToPath(new URL(`../../bench/${generator}`, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...options], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

test.each([
  ["networks/disordered-30", "make-disordered.mjs"],
  ["mechanics/allostery-periodic", "make-springs.mjs", "--task", "periodic"],
  ["mechanics/allostery-resting", "make-springs.mjs", "--task", "resting"],
])("%s is what its generator prints", (name, generator, ...options) => {
  const netlist = readGallery().find((candidate) => candidate.name === name);
  expect(generate(generator, ...options)).toBe(netlist!.source.text);
});

test("another seed and size is another network that compiles", () => {
  const text = generate("make-disordered.mjs", "--nodes", "20", "--branches", "36", "--seed", "8");
  const { circuit } = compileNetlist({ name: "generated.cir", text });
  // 20 nodes, the drive's own and ground; 36 branches are trained.
  expect(circuit.nodes).toHaveLength(22);
  expect(circuit.trainables).toHaveLength(36);
});
