import { describe, expect, test } from "vitest";
import { chooseStock, type WantedPart } from "../../src/fabrication/stock/choose-stock.ts";
import { findPair } from "../../src/fabrication/stock/combine-parts.ts";
import { parsePartsTable } from "../../src/fabrication/stock/parse-parts-table.ts";
import { listPreferredValues } from "../../src/fabrication/stock/preferred-series.ts";
import { nearestOffer, offersAround, type Stock } from "../../src/fabrication/stock/stock.ts";

const stockOf = (values: Iterable<number>): Stock => ({
  name: "test",
  offers: Array.from(values, (value) => ({ value, properties: {} })),
});
const wanted = (changes: Partial<WantedPart>): WantedPart => ({
  name: "C1",
  kind: "capacitor",
  value: 1e-9,
  min: 0,
  max: Number.POSITIVE_INFINITY,
  properties: {},
  ...changes,
});

describe("offers around a value", () => {
  const stock = stockOf([10, 12, 15, 18, 22]);

  test("nearest goes by ratio: the middle between 10 and 12 is their geometric mean", () => {
    const middle = Math.sqrt(120);
    expect(nearestOffer(stock, middle * 0.999)).toBe(0);
    expect(nearestOffer(stock, middle * 1.001)).toBe(1);
    expect(nearestOffer(stock, 1)).toBe(0);
    expect(nearestOffer(stock, 1e9)).toBe(4);
  });

  test("a neighbourhood is nearest first and ascending", () => {
    expect(offersAround(stock, 15, 3)).toEqual([1, 2, 3]);
    expect(offersAround(stock, 30, 2)).toEqual([3, 4]);
    expect(offersAround(stock, 12, 9)).toEqual([0, 1, 2, 3, 4]);
  });
});

describe("what can be bought for a part", () => {
  test("the defaults: E12 from 1 pF to 100 µF for a capacitor, inside the bounds of its training", () => {
    const choice = chooseStock(wanted({ min: 5e-10, max: 2e-9 }), undefined);
    expect("stock" in choice && choice.stock.offers.map(({ value }) => value)).toEqual([
      5.6e-10, 6.8e-10, 8.2e-10, 1e-9, 1.2e-9, 1.5e-9, 1.8e-9,
    ]);
  });

  test.each<[string, Partial<WantedPart>, RegExp]>([
    ["a value above the range", { value: 1e-3 }, /C1 wants 1 mF, above the largest of E12.*100 µF.*max=/],
    ["a value below the range", { kind: "resistor", value: 0.01 }, /below the smallest of E96.*1 Ohm.*min=/],
    ["bounds without a value", { min: 1.01e-9, max: 1.19e-9 }, /E12.*has no value there/],
    [
      "a range without a value",
      { properties: { series: "E3", min: 3e-9, max: 4e-9 } },
      /holds no value at all/,
    ],
  ])("%s is refused", (_, changes, message) => {
    const choice = chooseStock(wanted(changes), undefined);
    expect("problem" in choice && choice.problem).toMatch(message);
  });

  test("a part made to its value needs no stock", () => {
    expect(chooseStock(wanted({ value: 1, properties: { series: "any" } }), undefined)).toEqual({
      any: true,
    });
  });
});

describe("a parts table", () => {
  const read = (text: string) => parsePartsTable("parts.csv", text);

  test("columns by any of their names, kinds from units, M as mega", () => {
    const good = read(
      "Value;Tolerance;Package;LCSC Part #;Unit price;ESR\n100nF;5%;0603;C1;0.01;20m\n1MΩ;1;0805;;;\n",
    );
    expect("offers" in good && good.offers).toEqual([
      {
        kind: "capacitor",
        value: 1e-7,
        properties: { tol: 0.05, package: "0603", esr: 0.02 },
        price: 0.01,
        stockCode: "C1",
      },
      { kind: "resistor", value: 1e6, properties: { tol: 0.01, package: "0805" } },
    ]);
  });

  test.each([
    ["kind,amount\nR,1k\n", /no column "value"/],
    ["value\n1k\n", /row 2: 1k has no unit and there is no kind/],
    ["kind,value\nR,1uF\n", /value of a capacitor, not of a resistor/],
    ["kind,value\nX,1k\n", /"X" is no kind of part/],
    ["kind,value,tolerance\nR,1k,five\n", /"five" is no tol/],
    ["kind,value,q\nL,1u,50\n", /q and qf belong together/],
    ["kind,value\n", /holds no parts/],
    ['kind,value\nR,"1k\n', /is not a table/],
  ])("%j is refused", (text, message) => {
    const table = read(text);
    expect("problems" in table && table.problems.join()).toMatch(message);
  });

  test("the cheapest of equal values is taken, then the more precise; a kind that is missing is said", () => {
    const table = read("kind,value,tol,price,stock\nC,1n,10,0.2,a\nC,1n,5,0.1,b\nC,1n,1,0.1,c\nC,1n,1,,d\n");
    if ("problems" in table) throw new Error(table.problems.join());
    const choice = chooseStock(wanted({}), table);
    expect("stock" in choice && choice.stock.offers.map(({ stockCode }) => stockCode)).toEqual(["c"]);
    const none = chooseStock(wanted({ name: "R1", kind: "resistor", value: 1e3 }), table);
    expect("problem" in none && none.problem).toMatch(/R1 needs a resistor, and parts.csv has none/);
    const named = chooseStock(wanted({ kind: "resistor", value: 1e3, properties: { series: "E12" } }), table);
    expect("stock" in named).toBe(true);
  });
});

describe("two parts for one", () => {
  const stock = stockOf(listPreferredValues("E12", 10, 1e5));

  /** Every pair of every form, the nearest by ratio. */
  function bruteForce(value: number): number {
    let best = Number.POSITIVE_INFINITY;
    for (const a of stock.offers) {
      for (const b of stock.offers) {
        for (const together of [a.value + b.value, (a.value * b.value) / (a.value + b.value)])
          best = Math.min(best, Math.abs(Math.log(together / value)));
      }
    }
    return best;
  }

  test.each([123, 1234.5, 47_000, 999, 31.4159, 15])("no pair of resistors comes nearer to %f", (value) => {
    const pair = findPair("resistor", stock, value, 1)!;
    const [a, b] = pair.offers.map((offer) => offer.value) as [number, number];
    expect(pair.value).toBeCloseTo(pair.form === "series" ? a + b : (a * b) / (a + b), 12);
    expect(Math.abs(Math.log(pair.value / value))).toBeCloseTo(bruteForce(value), 12);
  });

  test("capacitors stand in parallel and inductors in series, for the sake of direct current", () => {
    expect(findPair("capacitor", stock, 111, 1)?.form).toBe("parallel");
    expect(findPair("inductor", stock, 111, 1)?.form).toBe("series");
    expect(findPair("capacitor", stock, 111, 1)?.value).toBeCloseTo(112, 9);
  });

  test("nothing comes near to what is out of reach", () => {
    expect(findPair("inductor", stock, 1, 0.5)).toBeUndefined();
  });
});
