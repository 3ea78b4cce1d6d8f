import type { FixtureDeck } from "../../experiment/deck/fixture-deck.ts";
import type { DeviceAdmittances, DeviceMatrices } from "../../experiment/deck/small-signal-cards.ts";
import { complexMatrix } from "../../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import type { RawPlot } from "./raw-file.ts";
import { copySweep } from "./read-sweep.ts";

/** What a sweep of a fixture tells of its devices. */
export interface FixtureReading {
  /** One for each frequency. */
  readonly admittances: readonly DeviceAdmittances[];
  /** [A] DC currents into the terminals, [device][terminal]. */
  readonly currents: readonly (readonly number[])[];
}

/** Read a sweep of a fixture. Fails unless it is that of this deck at exactly these frequencies [Hz], and all finite. */
export function readFixture(
  plot: RawPlot,
  { title, matrices, currents }: FixtureDeck,
  frequencies: Float64Array,
): Outcome<FixtureReading> {
  const vectors = [...matrices.flat(2), ...currents.flat()];
  const sweep = complexMatrix(vectors.length, frequencies.length);
  const failure = copySweep(plot, { title, frequencies, vectors }, sweep, 0);
  if (failure !== undefined) return failure;
  const admittances = Array.from(frequencies, (_, point): DeviceAdmittances => {
    const partOf = (part: Float64Array): DeviceMatrices => {
      let row = 0;
      const next = (): number => part[row++ * frequencies.length + point]!;
      return matrices.map((rows) => rows.map((entries) => entries.map(next)));
    };
    return { re: partOf(sweep.re), im: partOf(sweep.im) };
  });
  let row = matrices.flat(2).length;
  const next = (): number => sweep.re[row++ * frequencies.length]!;
  return succeed({ admittances, currents: currents.map((terminals) => terminals.map(next)) });
}
