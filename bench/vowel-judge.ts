import type { DeckSimulator } from "../src/index.ts";
import { harmonicsOf, SOUND_PERIOD, type SpokenVowel } from "./vowel-sounds.ts";

/** Time in which the network settles before it is listened to [s]. */
const SETTLING = 0.1;
/** Longest time step [s]. */
const STEP = 25e-6;

/**
 * The vowel that a trained network tells in a plain transient: the sound as sines in series, in continuous time, nothing of our grids or
 * harmonics; the output with the largest mean square over one period after the network has settled. Undefined where ngspice fails.
 */
export async function judgeByTransient(
  simulator: DeckSimulator,
  netlist: string,
  row: SpokenVowel,
  outputs: readonly string[],
): Promise<number | undefined> {
  const harmonics = harmonicsOf(row);
  const size = Math.sqrt(harmonics.reduce((sum, { a, b }) => sum + (a * a + b * b) / 2, 0));
  const sound = harmonics.map(({ frequency, a, b }, index) => {
    const [height, phase] = [Math.hypot(a, b) / size, (Math.atan2(a, -b) * 180) / Math.PI];
    const [from, to] = [
      index === 0 ? "src" : `s${index}`,
      index === harmonics.length - 1 ? "0" : `s${index + 1}`,
    ];
    return `Vs${index} ${from} ${to} sin(0 ${height} ${frequency} 0 0 ${phase})`;
  });
  const deck = netlist
    .split("\n")
    .filter((line) => !line.startsWith("*"))
    .map((line) => {
      if (line.startsWith("Vin ")) return sound.join("\n");
      if (!line.startsWith(".tran")) return line;
      const stop = SETTLING + SOUND_PERIOD;
      // From rest: coils in loops have no operating point.
      return `.tran ${STEP} ${stop} ${SETTLING} ${STEP} uic\n.save ${outputs.map((output) => `v(${output})`).join(" ")}`;
    })
    .join("\n");
  const plots = await simulator.simulate({ deck, deadlineSeconds: 120 });
  if (plots.kind === "failed") return undefined;
  const [time, ...voltages] = plots.value[0]!.variables;
  const powers = outputs.map((output) => {
    const wave = voltages.find(({ name }) => name.toLowerCase() === `v(${output})`)!.re;
    let sum = 0;
    for (let n = 1; n < wave.length; n++)
      sum += ((wave[n]! ** 2 + wave[n - 1]! ** 2) / 2) * (time!.re[n]! - time!.re[n - 1]!);
    return sum;
  });
  return powers.indexOf(Math.max(...powers));
}
