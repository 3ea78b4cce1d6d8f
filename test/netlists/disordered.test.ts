import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compileNetlist, readGallery } from "./gallery.ts";

const generator = fileURLToPath(new URL("../../bench/make-disordered.mjs", import.meta.url));

function generate(...options: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [generator, ...options], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

test("the disordered network of the gallery is what its generator prints", () => {
  const netlist = readGallery().find(({ name }) => name === "networks/disordered-30");
  expect(generate()).toBe(netlist!.source.text);
});

test("another seed and size is another network that compiles", () => {
  const text = generate("--nodes", "20", "--branches", "36", "--seed", "8");
  const { circuit } = compileNetlist({ name: "generated.cir", text });
  // 20 nodes, the drive's own and ground; 36 branches are trained.
  expect(circuit.nodes).toHaveLength(22);
  expect(circuit.trainables).toHaveLength(36);
});
