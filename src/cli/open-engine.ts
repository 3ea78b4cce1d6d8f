import type { Engine } from "../engine/engine.ts";

/** Load the engine of a name. ngspice itself, 20 MB of it, is only loaded when the engine is first used. */
export async function openEngine(name: "ngspice" | "model"): Promise<Engine> {
  if (name === "model") {
    const { createModelEngine } = await import("../engine/model/model-engine.ts");
    return createModelEngine();
  }
  const { createNgspiceEngine } = await import("../engine/ngspice/ngspice-engine.ts");
  return createNgspiceEngine();
}
