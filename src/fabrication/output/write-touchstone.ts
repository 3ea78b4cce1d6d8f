import type { Scattering } from "./measure-scattering.ts";

/** How complex numbers stand in a Touchstone file: real and imaginary, magnitude and degrees, decibels and degrees. */
export const touchstoneFormats = ["RI", "MA", "DB"] as const;
export type TouchstoneFormat = (typeof touchstoneFormats)[number];

/**
 * Write scattering parameters as a Touchstone file: version 1.1 where all ports have one reference impedance, version 2.0 where they
 * differ (version 1 cannot say so). A two-port lists S11 S21 S12 S22 on a line, as the standard has it; more ports one matrix row a line.
 * Source: Touchstone File Format Specification, version 2.0 (IBIS Open Forum, 2009).
 *
 * @param comment lines for the head, without their `!`.
 */
export function writeTouchstone(
  { frequencies, z0, re, im }: Scattering,
  format: TouchstoneFormat,
  comment: readonly string[],
): string {
  const ports = z0.length;
  const same = z0.every((value) => value === z0[0]);
  const option = `# Hz S ${format} R ${z0[0]}`;
  const head = same
    ? [option]
    : [
        "[Version] 2.0",
        option,
        `[Number of Ports] ${ports}`,
        ...(ports === 2 ? ["[Two-Port Data Order] 21_12"] : []),
        `[Number of Frequencies] ${frequencies.length}`,
        `[Reference] ${z0.join(" ")}`,
        "[Network Data]",
      ];
  const pair = (k: number, i: number, j: number): string => {
    const place = (k * ports + i) * ports + j;
    return formatPair(re[place]!, im[place]!, format);
  };
  const rows = Array.from(frequencies, (frequency, k): string => {
    const indices = Array.from({ length: ports }, (_, n) => n);
    const matrix = indices.map((i) => indices.map((j) => pair(k, i, j)));
    if (ports === 2) return [frequency, matrix[0]![0], matrix[1]![0], matrix[0]![1], matrix[1]![1]].join(" ");
    return matrix.map((row, i) => `${i === 0 ? frequency : " "} ${fold(row)}`).join("\n");
  });
  return `${[...comment.map((line) => `! ${line}`), ...head, ...rows, ...(same ? [] : ["[End]"])].join("\n")}\n`;
}

/** The standard allows four pairs a line. */
function fold(row: readonly string[]): string {
  const lines: string[] = [];
  for (let n = 0; n < row.length; n += 4) lines.push(row.slice(n, n + 4).join(" "));
  return lines.join("\n  ");
}

function formatPair(re: number, im: number, format: TouchstoneFormat): string {
  const magnitude = Math.hypot(re, im);
  const degrees = (Math.atan2(im, re) * 180) / Math.PI;
  switch (format) {
    case "RI":
      return `${number(re)} ${number(im)}`;
    case "MA":
      return `${number(magnitude)} ${number(degrees)}`;
    case "DB":
      // The decibels of zero have no number; what is below rounding is written as such.
      return `${number(20 * Math.log10(Math.max(magnitude, 1e-20)))} ${number(degrees)}`;
  }
}

function number(value: number): string {
  return String(Number(value.toPrecision(12)));
}
