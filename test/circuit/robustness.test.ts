import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/numeric/random.ts";
import { elaborateText } from "./elaborate-text.ts";

const netlists = fileURLToPath(new URL("../../netlists", import.meta.url));
const malformed = fileURLToPath(new URL("../fixtures/malformed", import.meta.url));

function texts(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".cir") && !name.startsWith("exploding"))
    .map((name) => readFileSync(`${folder}/${name}`, "utf8"))
    .filter((text) => text.length < 6000);
}

describe("elaboration of damaged netlists", () => {
  const all = [...texts(netlists), ...texts(malformed)];

  it("never throws, and gives a circuit exactly when no error stands", () => {
    const random = createRandom(11);
    const pick = (count: number): number => Math.floor(random.uniform() * count);
    const words = all.flatMap((text) => text.split(/\s+/)).filter((word) => word !== "");
    for (let trial = 0; trial < 600; trial++) {
      const lines = all[pick(all.length)]!.split("\n");
      for (let damage = 1 + pick(3); damage > 0; damage--) {
        const at = pick(lines.length);
        const parts = lines[at]!.split(" ");
        const kind = pick(4);
        if (kind === 0) lines.splice(at, 1);
        else if (kind === 1) lines.splice(at, 0, lines[pick(lines.length)]!);
        else if (kind === 2) parts[pick(parts.length)] = words[pick(words.length)]!;
        else parts.splice(pick(parts.length), 1);
        if (kind >= 2) lines[at] = parts.join(" ");
      }
      const { circuit, diagnostics } = elaborateText(lines.join("\n"));
      const failed = diagnostics.some(({ severity }) => severity === "error");
      // A syntax error alone leaves something that can be elaborated; nobody runs it.
      if (!failed) expect(circuit).toBeDefined();
      if (circuit !== undefined && !failed) {
        expect(
          circuit.evaluate(Float64Array.from(circuit.trainables, ({ start }) => start)).slots,
        ).toHaveLength(circuit.slotCount);
      }
    }
  });
});
