import packageJson from "../../package.json" with { type: "json" };

/** What a report was made with. */
export function reportVersions(): {
  readonly tellegen: string;
  readonly node: string;
  readonly ngspice: string;
} {
  return {
    tellegen: packageJson.version,
    node: process.versions.node,
    ngspice: `45 (eecircuit-engine ${packageJson.dependencies["eecircuit-engine"]})`,
  };
}
