import type { DevicePorts } from "./device-ports.ts";
import type { CardContext } from "./element-cards.ts";
import type { LinearGain } from "./linear-deck.ts";

/** Writes the transposed small-signal matrices of devices. */
export interface SmallSignalWriter {
  /** Write a device's matrix with all entries 0; gives the controlled source of each, [row][column]. */
  write(ports: DevicePorts): readonly (readonly LinearGain[])[];
}

/**
 * The matrices of a deck, transposed. Rows r and columns q of a current law between nodes, and a column k of a control:
 *
 *     i_r = Y[r][q] v_q        ->  G q ref r ref Y[r][q]
 *     i_r = Y[r][k] i(k)       ->  E … r ref -Y[r][k] in series with k
 *     v(p,n) = a[q] v_q        ->  V p n 0 (j), F q ref V -a[q]
 *     v(p,n) = a[k] i(k)       ->  H … V a[k] in series with k
 */
export function createSmallSignalWriter({ builder }: CardContext): SmallSignalWriter {
  const { names } = builder;
  let count = 0;
  const nextName = (letter: string, device: string): string => {
    count++;
    const name = `${letter}y${count}`;
    names.describe(name, `the small-signal matrix of ${device}`);
    return name;
  };

  function writeCurrentLaw({ device, reference, terminals, controls }: DevicePorts) {
    const base = names.node(reference);
    return terminals.map((row) => {
      const sense = `${names.node(row)} ${base}`;
      const ofNodes = terminals.map((column): LinearGain => {
        const name = nextName("g", device.name);
        builder.card(`${name} ${names.node(column)} ${base} ${sense} 0`);
        return { device: name, sign: 1 };
      });
      const ofControls = controls.map((element): LinearGain => {
        const name = nextName("e", device.name);
        builder.putInSeries(element, (from, to) => builder.card(`${name} ${from} ${to} ${sense} 0`));
        return { device: name, sign: -1 };
      });
      return [...ofNodes, ...ofControls];
    });
  }

  function writeVoltageLaw({ device, terminals, controls }: DevicePorts, branch: readonly [number, number]) {
    const stand = nextName("v", device.name);
    builder.card(`${stand} ${names.node(branch[0])} ${names.node(branch[1])} dc 0`);
    const ofNodes = terminals.map((column): LinearGain => {
      const name = nextName("f", device.name);
      builder.card(`${name} ${names.node(column)} 0 ${stand} 0`);
      return { device: name, sign: -1 };
    });
    const ofControls = controls.map((element): LinearGain => {
      const name = nextName("h", device.name);
      builder.putInSeries(element, (from, to) => builder.card(`${name} ${from} ${to} ${stand} 0`));
      return { device: name, sign: 1 };
    });
    return [[...ofNodes, ...ofControls]];
  }

  return {
    write: (ports) =>
      ports.branch === undefined ? writeCurrentLaw(ports) : writeVoltageLaw(ports, ports.branch),
  };
}
