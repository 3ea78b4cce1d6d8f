import {
  type Atom,
  childAtom,
  childrenOf,
  headOf,
  type List,
  parseSExpression,
} from "./parse-s-expression.ts";

/** One symbol of one sheet file. */
export interface SheetSymbol {
  readonly file: string;
  /** Everything it is called: one reference, or one for each use of its sheet. */
  readonly references: readonly string[];
  /** Every place where its value stands; in KiCad 6 one of them is in the root sheet. */
  readonly values: readonly { readonly file: string; readonly atom: Atom }[];
}

/** A schematic with all its sheets. */
export interface Sheets {
  /** Version of the file format: 20211123 and the like. */
  readonly version: number;
  /** Text of every sheet file by its name, the root first. */
  readonly texts: ReadonlyMap<string, string>;
  readonly symbols: readonly SheetSymbol[];
}

/** KiCad 6 is the first to use this format throughout; its files say 20211014 or later. */
const OLDEST_VERSION = 20210000;

interface ParsedSheet {
  readonly name: string;
  readonly root: List;
  readonly text: string;
}

/**
 * Read a KiCad schematic (`.kicad_sch`, versions 6 to 9) with the sheets it names.
 *
 * A symbol's reference stands in `symbol_instances` of the root sheet (6), or in the symbol's own `instances` (7 and later); the property
 * only repeats one of them. KiCad 6 stores the value in both places.
 *
 * @param read gives the text of a sheet file named in a sheet, or undefined.
 * @returns a sentence where a file is none of KiCad's, or is missing.
 */
export function readSheets(
  rootName: string,
  read: (name: string, from: string) => { readonly name: string; readonly text: string } | undefined,
): Sheets | { readonly problem: string } {
  const sheets = new Map<string, ParsedSheet>();
  /** Uses of each file: the path of sheet uuids that leads to it. */
  const uses: { readonly file: string; readonly path: string }[] = [];
  const problem = visit(rootName, rootName, "", []);
  if (problem !== undefined) return { problem };
  const root = [...sheets.values()][0]!;
  const rootUuid = childAtom(root.root, "uuid")?.text ?? "";
  const version = Number(childAtom(root.root, "version")?.text ?? Number.NaN);

  function visit(name: string, from: string, path: string, above: readonly string[]): string | undefined {
    const file = read(name, from);
    if (file === undefined) return `the sheet ${name} cannot be read`;
    if (above.includes(file.name)) return `the sheet ${name} contains itself`;
    let sheet = sheets.get(file.name);
    if (sheet === undefined) {
      const parsed = parseSExpression(file.text);
      if ("problem" in parsed) return `${file.name} is not a KiCad schematic: ${parsed.problem}`;
      if (headOf(parsed) !== "kicad_sch")
        return `${file.name} is not a KiCad schematic of version 6 or later: it begins with (${headOf(parsed)}`;
      const found = Number(childAtom(parsed, "version")?.text ?? Number.NaN);
      if (!(found >= OLDEST_VERSION))
        return `${file.name} has file version ${found}: KiCad 6 and later write 20211014 and up. Open and save it there`;
      sheet = { name: file.name, root: parsed, text: file.text };
      sheets.set(file.name, sheet);
    }
    uses.push({ file: sheet.name, path });
    for (const child of childrenOf(sheet.root, "sheet")) {
      // The property's name is in the language of whoever drew the sheet: what ends like a sheet's file is one.
      const target = childrenOf(child, "property")
        .map((candidate) => atomAt(candidate, 2)?.text)
        .find((text) => text?.endsWith(".kicad_sch"));
      const uuid = childAtom(child, "uuid")?.text;
      if (target === undefined || uuid === undefined) return `${file.name} holds a sheet without a file`;
      const failed = visit(target, sheet.name, `${path}/${uuid}`, [...above, sheet.name]);
      if (failed !== undefined) return failed;
    }
    return undefined;
  }

  const rootInstances = childrenOf(root.root, "symbol_instances").flatMap((list) => childrenOf(list, "path"));
  const byPath = new Map(rootInstances.map((list) => [atomAt(list, 1)?.text ?? "", list]));
  const symbols = [...sheets.values()].flatMap((sheet) =>
    childrenOf(sheet.root, "symbol").map((symbol) => readSymbol(symbol, sheet, uses, byPath, rootUuid)),
  );
  return { version, texts: new Map([...sheets].map(([name, { text }]) => [name, text])), symbols };
}

function readSymbol(
  symbol: List,
  { name }: ParsedSheet,
  uses: readonly { readonly file: string; readonly path: string }[],
  rootInstances: ReadonlyMap<string, List>,
  rootUuid: string,
): SheetSymbol {
  const property = (key: string): Atom | undefined => {
    const list = childrenOf(symbol, "property").find((candidate) => atomAt(candidate, 1)?.text === key);
    return list && atomAt(list, 2);
  };
  const own = childrenOf(symbol, "instances")
    .flatMap((list) => childrenOf(list, "project"))
    .flatMap((list) => childrenOf(list, "path"));
  const uuid = childAtom(symbol, "uuid")?.text;
  const inRoot = uses
    .filter(({ file }) => file === name)
    .flatMap(({ path }) => rootInstances.get(`${path}/${uuid}`) ?? []);
  const ownUsed = usedPaths(own, uses, name, rootUuid);
  const written = [...ownUsed, ...inRoot].flatMap((list) => childAtom(list, "reference")?.text ?? []);
  const fallback = property("Reference")?.text;
  const references = new Set(written.length > 0 ? written : fallback === undefined ? [] : [fallback]);
  const value = property("Value");
  return {
    file: name,
    references: [...references],
    values: [
      ...(value === undefined ? [] : [{ file: name, atom: value }]),
      ...valuesIn(ownUsed, name),
      ...valuesIn(inRoot, uses[0]!.file),
    ],
  };
}

function valuesIn(instances: readonly List[], file: string): SheetSymbol["values"] {
  return instances.flatMap((list) => {
    const atom = childAtom(list, "value");
    return atom === undefined ? [] : [{ file, atom }];
  });
}

/**
 * A symbol remembers its references in every project that ever used its sheet. Those count whose path is a use in this schematic: `/root uuid`
 * and the sheets' uuids; failing that, those that agree in the sheets' uuids alone (a root that was copied); failing that, all.
 */
function usedPaths(
  instances: readonly List[],
  uses: readonly { readonly file: string; readonly path: string }[],
  name: string,
  rootUuid: string,
): readonly List[] {
  const paths = uses.filter(({ file }) => file === name).map(({ path }) => path);
  const pathOf = (list: List): string => atomAt(list, 1)?.text ?? "";
  const exact = instances.filter((list) => paths.some((path) => pathOf(list) === `/${rootUuid}${path}`));
  if (exact.length > 0) return exact;
  const alike = instances.filter((list) => paths.includes(pathOf(list).replace(/^\/[^/]*/, "")));
  return alike.length > 0 ? alike : instances;
}

function atomAt({ items }: List, index: number): Atom | undefined {
  const item = items[index];
  return item?.kind === "atom" ? item : undefined;
}
