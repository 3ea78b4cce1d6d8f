import { describe, expect, test } from "vitest";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { measureScattering } from "../../src/fabrication/output/measure-scattering.ts";
import { touchstoneFormats, writeTouchstone } from "../../src/fabrication/output/write-touchstone.ts";
import { compileText, expectOk } from "./fixture.ts";

/** A series R-L between two ports: S11 = (Z + z2 - z1)/(Z + z1 + z2), S21 = 2 sqrt(z1 z2)/(Z + z1 + z2). */
const twoPort = (z2: number): string => `series arm
V1 a 0 ac 1
R1 a m 10
L1 m b 1u
Rx b 0 1e15
.ac lin 3 1meg 3meg
* @port 1 a z0=50
* @port 2 b z0=${z2}
* @goal s(1,1) = 0
.end
`;

async function scattering(text: string) {
  return expectOk(await measureScattering(compileText(text).circuit, createModelEngine()));
}

interface Complex {
  readonly re: number;
  readonly im: number;
}
const divide = (a: Complex, b: Complex): Complex => {
  const square = b.re ** 2 + b.im ** 2;
  return { re: (a.re * b.re + a.im * b.im) / square, im: (a.im * b.re - a.re * b.im) / square };
};
const expected = (f: number, z2: number): readonly Complex[] => {
  const x = 2 * Math.PI * f * 1e-6;
  const sum = { re: 10 + 50 + z2, im: x };
  const through = divide({ re: 2 * Math.sqrt(50 * z2), im: 0 }, sum);
  return [
    divide({ re: 10 + z2 - 50, im: x }, sum),
    through,
    through,
    divide({ re: 10 + 50 - z2, im: x }, sum),
  ];
};

/** Numbers of the data lines. */
const dataOf = (text: string): readonly number[] =>
  text
    .split("\n")
    .filter((line) => !/^[!#[]/.test(line))
    .join(" ")
    .trim()
    .split(/\s+/)
    .map(Number);

describe("scattering parameters in closed form", () => {
  test.each([50, 75])("second port of %i ohm", async (z2) => {
    const { frequencies, re, im, z0 } = await scattering(twoPort(z2));
    expect(z0).toEqual([50, z2]);
    frequencies.forEach((f, k) => {
      expected(f, z2).forEach((s, n) => {
        expect(re[k * 4 + n]!).toBeCloseTo(s.re, 9);
        expect(im[k * 4 + n]!).toBeCloseTo(s.im, 9);
      });
    });
  });

  test("without a port, or without a sweep, it is said what is missing", async () => {
    const engine = createModelEngine();
    const noPort = await measureScattering(
      compileText(twoPort(50).replaceAll(/.*@port.*\n|.*@goal.*\n/g, "")).circuit,
      engine,
    );
    expect(noPort.kind === "failed" && noPort.explanation).toMatch(/needs ports.*@port/);
    const noSweep = await measureScattering(
      compileText(
        twoPort(50)
          .replace(/\.ac.*/, ".op")
          .replace(/.*@goal.*\n/, ""),
      ).circuit,
      engine,
    );
    expect(noSweep.kind === "failed" && noSweep.explanation).toMatch(/\.ac card/);
  });
});

describe("the file", () => {
  test("version 1 for one reference: option line, S11 S21 S12 S22 on each line", async () => {
    const s = await scattering(twoPort(50));
    const text = writeTouchstone(s, "RI", ["a filter"]);
    const lines = text.trimEnd().split("\n");
    expect(lines.slice(0, 2)).toEqual(["! a filter", "# Hz S RI R 50"]);
    expect(lines.length).toBe(2 + 3);
    const [f, ...numbers] = lines[2]!.split(" ").map(Number);
    expect(f).toBe(1e6);
    const [s11, s21, s12, s22] = expected(1e6, 50) as [Complex, Complex, Complex, Complex];
    expect(numbers.length).toBe(8);
    [s11, s21, s12, s22].forEach((value, n) => {
      expect(numbers[2 * n]).toBeCloseTo(value.re, 9);
      expect(numbers[2 * n + 1]).toBeCloseTo(value.im, 9);
    });
  });

  test("version 2 where the references differ, which version 1 cannot say", async () => {
    const text = writeTouchstone(await scattering(twoPort(75)), "MA", []);
    expect(text).toMatch(
      /^\[Version\] 2\.0\n# Hz S MA R 50\n\[Number of Ports\] 2\n\[Two-Port Data Order\] 21_12\n/,
    );
    expect(text).toContain("[Number of Frequencies] 3\n[Reference] 50 75\n[Network Data]\n");
    expect(text.endsWith("[End]\n")).toBe(true);
  });

  test("all formats say the same numbers", async () => {
    const s = await scattering(twoPort(50));
    const [ri, ma, db] = touchstoneFormats.map((format) => dataOf(writeTouchstone(s, format, [])));
    for (let k = 0; k < ri!.length; k += 9) {
      for (let n = k + 1; n < k + 9; n += 2) {
        const magnitude = Math.hypot(ri![n]!, ri![n + 1]!);
        expect(ma![n]!).toBeCloseTo(magnitude, 9);
        expect(db![n]!).toBeCloseTo(20 * Math.log10(magnitude), 8);
        expect(Math.cos((ma![n + 1]! * Math.PI) / 180) * magnitude).toBeCloseTo(ri![n]!, 9);
      }
    }
  });

  test("a one-port has one pair a line, five ports a matrix folded after four", () => {
    const z0 = [50, 50, 50, 50, 50];
    const full = {
      frequencies: Float64Array.of(1),
      z0,
      re: new Float64Array(25).map((_, n) => n),
      im: new Float64Array(25),
    };
    const data = writeTouchstone(full, "RI", []).split("\n").slice(1, -1);
    expect(data.length).toBe(10);
    expect(data[0]).toBe("1 0 0 1 0 2 0 3 0");
    expect(data[1]!.trim()).toBe("4 0");
    const one = {
      frequencies: Float64Array.of(7),
      z0: [75],
      re: Float64Array.of(0.5),
      im: Float64Array.of(-0.25),
    };
    expect(writeTouchstone(one, "RI", [])).toBe("# Hz S RI R 75\n7 0.5 -0.25\n");
  });
});
