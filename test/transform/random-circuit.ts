import fc from "fast-check";

/** The imperative form of fast-check's arbitraries. */
export type Draw = fc.GeneratorValue;

/** What a random circuit may hold beside R, L, C, K, V, I, E, F, G, H and X. */
export interface CircuitKind {
  /** Diodes, transistors and behavioural sources. */
  readonly nonlinear: boolean;
  /** Which sources drive it: with one kind alone the theory of scaling says what every voltage becomes. */
  readonly drive: "voltage" | "current" | "both" | "none";
  /** Forms that a pass may refuse: polynomials, `m=` and temperature coefficients of controlled sources, models of R and C. */
  readonly rich: boolean;
}

export interface RandomCircuit {
  readonly text: string;
  /** Nodes of the deck itself, ground left out. */
  readonly nodes: readonly string[];
}

/** A subcircuit that has been written, as its callers see it. */
interface Written {
  readonly name: string;
  readonly ports: number;
  /** Parameters with the kind of quantity that they are. */
  readonly parameters: readonly Parameter[];
  /** Whether an X card may have `m=`: ngspice 39 copies it onto inner definitions and `.ic` cards as well, and stumbles over it. */
  readonly takesMultiplier: boolean;
}

interface Parameter {
  readonly name: string;
  readonly kind: "ohm" | "ratio";
}

/** One body under construction. */
interface Body {
  readonly lines: string[];
  readonly nodes: string[];
  readonly parameters: Parameter[];
  readonly functions: string[];
  readonly sources: string[];
  readonly inductors: string[];
  readonly models: string[];
  readonly subcircuits: readonly Written[];
  readonly isTop: boolean;
  /** Cards over which ngspice stumbles when an X card has `m=`. */
  refusesMultiplier: boolean;
}

const corners = [1, 1.5, 2.2, 3.3, 4.7, 6.8];

/** Draw a hierarchical circuit whose every node has a path of resistors to ground, so that it has one solution. */
export function drawCircuit(draw: Draw, kind: CircuitKind): RandomCircuit {
  const int = (min: number, max: number): number => draw(fc.integer, { min, max });
  const bool = (chance = 50): boolean => int(0, 99) < chance;
  const pick = <T>(items: readonly T[]): T => items[int(0, items.length - 1)]!;
  let count = 0;
  const next = (letter: string): string => `${bool(20) ? letter.toLowerCase() : letter}${++count}`;

  const number = (scale: number): string => {
    const value = Number((pick(corners) * scale).toPrecision(2));
    switch (int(0, 5)) {
      case 0:
        return value.toExponential().replace("e+", "e");
      case 1:
        return String(value);
      default: {
        const [unit, suffix] =
          value >= 1e6
            ? [1e6, "meg"]
            : value >= 1e3
              ? [1e3, "k"]
              : value >= 1
                ? [1, ""]
                : value >= 1e-3
                  ? [1e-3, "m"]
                  : value >= 1e-6
                    ? [1e-6, "u"]
                    : value >= 1e-9
                      ? [1e-9, "n"]
                      : [1e-12, "p"];
        const text = Number((value / unit).toPrecision(6)) + suffix;
        return bool(10) ? text.toUpperCase() : text;
      }
    }
  };
  const ohms = (): string => number(10 ** int(2, 4));

  /** An expression that is positive and of the size of `unit`, without delimiters. */
  const expression = (body: Body, of: Parameter["kind"], depth = 0): string => {
    const own = body.parameters.filter((parameter) => parameter.kind === of);
    const leaf = own.length > 0 && bool(80) ? pick(own).name : of === "ohm" ? ohms() : number(1);
    if (depth > 1) return leaf;
    const inner = (): string => expression(body, of, depth + 1);
    switch (int(0, 13)) {
      case 0:
        return `${inner()}*${number(1)}`;
      case 1:
        return `(${inner()}+${inner()})`;
      case 2:
        return `max(${inner()}, ${inner()})`;
      case 3:
        // ngspice does not see a function of the user directly behind the question mark.
        return `${inner()}>${inner()} ? (${inner()}) : ${inner()}`;
      case 4:
        return `sqr(${inner()})/(${inner()})`;
      case 5:
        return body.functions.length > 0 ? `${pick(body.functions)}(${inner()},${inner()})` : leaf;
      case 6:
        return `1/(1/(${inner()})+1/(${inner()}))`;
      case 7:
        return `abs(-(${inner()}))`;
      case 8:
        return `(${inner()})**1.1`;
      case 9:
        return `exp(ln(${inner()}))`;
      case 10:
        return `(${inner()})^2/(${inner()})`;
      default:
        return leaf;
    }
  };
  const delimited = (text: string): string => (bool(70) ? `{${text}}` : `'${text}'`);
  /** A value times 10^exponent: a number or an expression. */
  const value = (body: Body, of: Parameter["kind"], exponent = 0): string => {
    const own = body.parameters.filter((parameter) => parameter.kind === of);
    if (bool(45))
      return of === "ohm" && exponent === 0 ? ohms() : number(10 ** exponent * (of === "ohm" ? 1e3 : 1));
    if (exponent === 0 && own.length > 0 && bool(15)) return pick(own).name;
    const factor = exponent === 0 ? "" : `*1e${exponent}`;
    const text = expression(body, of);
    return delimited(factor === "" ? text : `(${text})${factor}`);
  };

  const fresh = (): string => pick(["n", "N", "mid", "q_"]) + ++count;
  const node = (body: Body): string => (bool(15) ? pick(["0", "0", "gnd"]) : pick(body.nodes));
  const other = (body: Body, than: string): string => {
    for (let k = 0; k < 5; k++) {
      const one = node(body);
      if (one !== than) return one;
    }
    return than === "0" ? body.nodes[0]! : "0";
  };
  const comment = (): string => (bool(12) ? pick([" ; a remark", " $ another", "  ; R of it"]) : "");
  const emit = (body: Body, card: string): void => {
    // A card may go over several lines, with comments between.
    const words = card.split(" ");
    if (words.length > 4 && !/[{'(]/.test(card) && bool(10))
      body.lines.push(
        `${words.slice(0, 3).join(" ")}${comment()}`,
        ...(bool(40) ? ["* between"] : []),
        `+ ${words.slice(3).join(" ")}${comment()}`,
      );
    else body.lines.push(card + comment());
  };
  const series = (body: Body, to: string): string => {
    const node = fresh();
    emit(body, `${next("R")} ${node} ${to} ${value(body, "ohm")}`);
    return node;
  };

  const elements: Record<string, (body: Body) => void> = {
    r(body) {
      const a = node(body);
      const b = other(body, a);
      const more =
        kind.rich && bool(25)
          ? pick([" tc1=1m", " tc1=1m tc2=1u", " m=2", " tc=1m 2u", " dtemp=5 tc1=2m"])
          : "";
      const model = kind.rich && bool(15) ? body.models.find((name) => name.startsWith("rm")) : undefined;
      const given = value(body, "ohm");
      // A model stands in front of an expression: behind one, ngspice takes it for a parameter.
      const words =
        model === undefined ? given : /^\d/.test(given) && bool() ? `${given} ${model}` : `${model} ${given}`;
      emit(body, `${next("R")} ${a} ${b} ${words}${more}`);
    },
    newNode(body) {
      const to = node(body);
      const a = series(body, to);
      emit(body, `${next("R")} ${a} ${bool() ? "0" : other(body, a)} ${value(body, "ohm")}`);
      body.nodes.push(a);
    },
    c(body) {
      const a = node(body);
      const b = other(body, a);
      const model = kind.rich && bool(20) ? body.models.find((name) => name.startsWith("cm")) : undefined;
      emit(
        body,
        `${next("C")} ${a} ${b} ${model ?? value(body, "ratio", -8)}${kind.rich && bool(20) ? " m=3" : ""}`,
      );
    },
    l(body) {
      const a = series(body, node(body));
      const name = next("L");
      emit(body, `${name} ${a} ${node(body)} ${value(body, "ratio", -3)}`);
      body.inductors.push(name);
    },
    k(body) {
      if (body.inductors.length < 2) return elements["l"]!(body);
      const [one, two] = body.inductors.splice(0, 2);
      emit(
        body,
        `${next("K")} ${one} ${two} ${bool() ? "0.5" : value(body, "ratio", -1).replace(/^\d.*/, "0.3")}`,
      );
    },
    v(body) {
      const a = series(body, node(body));
      const name = next("V");
      const isDriven = (kind.drive === "voltage" || kind.drive === "both") && bool(40);
      const given = isDriven
        ? pick([" 0.3 ac 1", " dc 0.2 ac 0.5 30", " {0.1*2} ac {1/2}"])
        : pick([" 0", " dc 0", ""]);
      emit(body, `${name} ${a} ${node(body)}${given === "" ? " 0" : given}`);
      body.nodes.push(a);
      body.sources.push(name);
    },
    i(body) {
      if (kind.drive === "voltage" || kind.drive === "none") return elements["r"]!(body);
      const a = node(body);
      emit(body, `${next("I")} ${a} ${other(body, a)} ${pick(["1u ac 1m", "dc 2u ac 1m 45", "{1u*2}"])}`);
    },
    e(body) {
      const a = series(body, node(body));
      const [c, d] = [node(body), node(body)];
      const head = `${next("E")} ${a} ${node(body)}`;
      const form = kind.rich ? int(0, 5) : 0;
      if (form === 1) emit(body, `${head} poly(1) ${c} ${d} 0 ${value(body, "ratio", -1)}`);
      else if (form === 2) emit(body, `${head} poly(2) ${c} ${d} ${a} 0 0 0.1 {0.2*0.5}`);
      else if (form === 3 && kind.nonlinear) emit(body, `${head} value={0.1*v(${c},${d})+v(${a})*0.05}`);
      else if (form === 4 && kind.nonlinear) emit(body, `${head} vol='v(${c}) > 0.1 ? 0.2*v(${c}) : 0.02'`);
      else emit(body, `${head} ${c} ${d} ${value(body, "ratio", -1)}`);
      body.nodes.push(a);
    },
    g(body) {
      const a = node(body);
      const head = `${next("G")} ${a} ${other(body, a)}`;
      const [c, d] = [node(body), node(body)];
      const form = kind.rich ? int(0, 5) : 0;
      if (form === 1) {
        emit(body, `${head} poly(1) ${c} ${d} 0 ${value(body, "ratio", -5)}`);
        body.refusesMultiplier = true;
      } else if (form === 2) emit(body, `${head} ${c} ${d} ${value(body, "ratio", -5)} m=2`);
      else if (form === 3 && kind.nonlinear) emit(body, `${head} cur='v(${c},${d})*10u'`);
      else emit(body, `${head} ${c} ${d} ${value(body, "ratio", -5)}`);
    },
    f(body) {
      if (body.sources.length === 0) return elements["v"]!(body);
      const a = node(body);
      const head = `${next("F")} ${a} ${other(body, a)}`;
      const source = pick(body.sources);
      const form = kind.rich ? int(0, 3) : 0;
      if (form === 1) {
        emit(body, `${head} poly(1) ${source} 0 ${value(body, "ratio", -1)}`);
        body.refusesMultiplier = true;
      } else if (form === 2) emit(body, `${head} ${source} ${value(body, "ratio", -1)} m=2`);
      else emit(body, `${head} ${source} ${value(body, "ratio", -1)}`);
    },
    h(body) {
      if (body.sources.length === 0) return elements["v"]!(body);
      const a = series(body, node(body));
      emit(body, `${next("H")} ${a} ${node(body)} ${pick(body.sources)} ${value(body, "ohm", -2)}`);
      body.nodes.push(a);
    },
    b(body) {
      if (!kind.nonlinear) return elements["g"]!(body);
      // ngspice 39 leaves B sources alone where 45 multiplies them.
      body.refusesMultiplier = true;
      const a = node(body);
      const [c, d] = [node(body), node(body)];
      if (bool()) {
        const source = body.sources.length > 0 && bool() ? `+0.1*i(${pick(body.sources)})` : "";
        const ratio = body.parameters.filter((parameter) => parameter.kind === "ratio");
        const factor = ratio.length > 0 ? `*${pick(ratio).name}` : "";
        const text = pick([
          `tanh(v(${c},${d}))*10u${factor}${source}`,
          `v(${c})*v(${d})*1u${factor}${source}`,
          `v(${c})>0.1 ? v(${c})*2u${factor} : 0.1*2u${factor}`,
          `1u*v(${c})^2${source}`,
        ]);
        emit(body, `${next("B")} ${a} ${other(body, a)} i=${bool() ? `{${text}}` : text}`);
      } else {
        const f = series(body, a);
        const called = body.functions.length > 0 ? `0.01*${pick(body.functions)}(1.5,2)+` : "";
        emit(body, `${next("B")} ${f} ${node(body)} v=${called}0.2*v(${c},${d})`);
        body.nodes.push(f);
      }
    },
    device(body) {
      if (!kind.nonlinear) return elements["c"]!(body);
      const supply = bool() ? "vdd" : pick(body.nodes);
      const a = series(body, supply);
      const model = pick(body.models.filter((name) => /^[dqm]m/.test(name)));
      if (model.startsWith("d"))
        emit(body, `${next("D")} ${a} ${node(body)} ${model}${bool(20) ? " area=2" : ""}`);
      else if (model.startsWith("q"))
        emit(body, `${next("Q")} ${a} ${series(body, pick(body.nodes))} ${pick(["0", node(body)])} ${model}`);
      else emit(body, `${next("M")} ${a} ${pick(body.nodes)} 0 0 ${model} w={2u*3} l=1u`);
      body.nodes.push(a);
    },
    x(body) {
      if (body.subcircuits.length === 0) return elements["r"]!(body);
      const callee = pick(body.subcircuits);
      const nodes = Array.from({ length: callee.ports }, () => pick(body.nodes));
      const overrides = callee.parameters.flatMap(({ name, kind: of }) => {
        if (bool(60)) return [];
        // The caller's own parameter of that name, another of the callee, or a value.
        const own = body.parameters.find((parameter) => parameter.name === name);
        if (own !== undefined && bool(40)) return [`${name}={${name}*2}`];
        const sister = callee.parameters.filter(
          (parameter) => parameter.kind === of && parameter.name !== name,
        );
        if (sister.length > 0 && bool(20)) {
          const read = pick(sister).name;
          const isSeen = body.parameters.some((parameter) => parameter.name === read);
          return isSeen ? [`${name}={${read}}`] : [];
        }
        return [`${name}=${value(body, of)}`];
      });
      const multiplier = callee.takesMultiplier && bool(20) ? [`m=${pick(["2", "3", "{1+1}"])}`] : [];
      const words = bool(20) && overrides.length > 0 ? ["params:", ...overrides] : overrides;
      emit(body, [next("X"), ...nodes, callee.name, ...words, ...multiplier].join(" "));
    },
  };
  const weights = [
    "r",
    "newNode",
    "newNode",
    "c",
    "l",
    "k",
    "v",
    "v",
    "i",
    "e",
    "g",
    "f",
    "h",
    "b",
    "device",
    "x",
    "x",
  ];

  const addParameters = (body: Body): void => {
    const names = ["p1", "r0", "k_", "Gain", "load", "w"];
    const assignments: string[] = [];
    for (let k = int(0, 3); k > 0; k--) {
      const name = pick(names);
      if (body.parameters.some((parameter) => parameter.name === name)) continue;
      const of = pick(["ohm", "ratio"] as const);
      assignments.push(`${name}=${value(body, of)}`);
      body.parameters.push({ name, kind: of });
    }
    if (assignments.length === 0) return;
    if (assignments.length > 1 && bool(30))
      body.lines.push(
        `.param ${assignments[0]} ; the first`,
        "* and",
        ...assignments.slice(1).map((text) => `+ ${text}`),
      );
    else body.lines.push(`.param ${assignments.join(" ")}${comment()}`);
  };
  const addFunction = (body: Body): void => {
    const name = `fn${++count}`;
    const local = body.parameters.find((parameter) => parameter.kind === "ratio");
    const factor = local !== undefined && bool() ? `*(0*${local.name}+1)` : "";
    body.lines.push(
      `.func ${name}(x,y) {${pick(["(x+y)/2", "max(x,y)", "x>y ? x : y", "sqrt(x*y)"])}${factor === "" ? "" : `+0*x${factor}`}}`,
    );
    body.functions.push(name);
  };
  const addModels = (body: Body): void => {
    const suffix = body.isTop ? "" : String(++count);
    const write = (name: string, card: string): void => {
      body.lines.push(`.model ${name}${suffix} ${card}`);
      body.models.push(name + suffix);
    };
    if (kind.rich) {
      write("rm", `r(tc1=1m${bool() ? " tc2={1u*2}" : ""})`);
      write("cm", "c(cap=2n)");
    }
    if (!kind.nonlinear) return;
    write("dm", `d(is={1f*2} n=1.5 rs=1${bool() ? " cjo=1p" : ""})`);
    if (body.isTop || bool()) write("qm", "npn(bf=50 is=1e-15)");
    if (body.isTop || bool()) write("mm", `nmos(level=1 vto=0.4 kp={20u*2})`);
  };
  const fill = (body: Body, size: number): void => {
    for (let k = 0; k < size; k++) elements[pick(weights)]!(body);
  };

  const written: Written[] = [];
  const global: Body = {
    lines: [],
    nodes: ["in"],
    parameters: [],
    functions: [],
    sources: [],
    inductors: [],
    models: [],
    subcircuits: written,
    isTop: true,
    refusesMultiplier: false,
  };
  addParameters(global);
  if (bool(60)) addFunction(global);
  addModels(global);

  const subcircuit = (outer: readonly Written[], depth: number): readonly [Written, readonly string[]] => {
    const name = `${pick(["sub", "Cell", "amp"])}${++count}`;
    const ports = Array.from({ length: int(2, 3) }, (_, k) => pick(["t", "a", "In"]) + k);
    const formals: Parameter[] = [];
    const inner: Body = {
      lines: [],
      nodes: [...ports],
      parameters: [...global.parameters.filter(({ name }) => name !== "m")],
      functions: [...global.functions],
      sources: [],
      inductors: [],
      models: [...global.models],
      subcircuits: outer,
      isTop: false,
      refusesMultiplier: false,
    };
    const defaults: string[] = [];
    for (const formal of ["r0", "k_", "Gain", "p1"]) {
      if (bool(60)) continue;
      const of =
        global.parameters.find((one) => one.name === formal)?.kind ?? pick(["ohm", "ratio"] as const);
      defaults.push(
        `${formal}=${value({ ...inner, parameters: bool(40) ? formals : global.parameters.filter((one) => one.name !== formal && !formals.some((f) => f.name === one.name)) }, of)}`,
      );
      formals.push({ name: formal, kind: of });
    }
    for (const formal of formals) {
      const at = inner.parameters.findIndex((one) => one.name === formal.name);
      if (at < 0) inner.parameters.push(formal);
      else inner.parameters[at] = formal;
    }
    const own: string[] = [];
    const body: Body = { ...inner, lines: own };
    if (bool(40)) addParameters(body);
    if (bool(30)) addFunction(body);
    if (bool(40)) addModels(body);
    const isNested = depth < 2 && bool(30);
    let nested: readonly Written[] = outer;
    if (isNested) {
      const [deeper, lines] = subcircuit(outer, depth + 1);
      own.push(...lines);
      nested = [...outer, deeper];
    }
    const filled: Body = { ...body, subcircuits: nested };
    emit(filled, `${next("R")} ${ports[0]} ${ports[1]} ${value(filled, "ohm")}`);
    for (const port of ports) emit(filled, `${next("R")} ${port} 0 ${value(filled, "ohm")}`);
    fill(filled, int(2, 6));
    const hasVoltage = bool(15) && filled.nodes.length > ports.length;
    if (hasVoltage) own.push(`${pick([".ic", ".nodeset"])} v(${filled.nodes.at(-1)})=0.1`);
    const start = `.subckt ${name} ${ports.join(" ")}${defaults.length > 0 ? `${bool(30) ? " params:" : ""} ${defaults.join(" ")}` : ""}${comment()}`;
    const lines = [
      start,
      ...own.map((line) => (bool(30) && !line.startsWith("+") && !line.startsWith("*") ? `  ${line}` : line)),
      pick([".ends", `.ends ${name}`]),
    ];
    return [
      {
        name,
        ports: ports.length,
        parameters: formals,
        takesMultiplier:
          !hasVoltage && !filled.refusesMultiplier && !isNested && outer.every((one) => one.takesMultiplier),
      },
      lines,
    ];
  };
  const definitions: string[] = [];
  for (let k = int(1, 3); k > 0; k--) {
    const [one, lines] = subcircuit([...written], 0);
    written.push(one);
    definitions.push(...lines);
  }

  const drive =
    kind.drive === "none"
      ? "R0 in 0 1k"
      : kind.drive === "current"
        ? "I0 0 in 1m ac 1"
        : "V0 in 0 dc 0.5 ac 1";
  const supplies =
    kind.drive === "current" || kind.drive === "none" ? ["Rdd vdd 0 1k"] : ["Vdd vdd 0 2", "Rdd vdd 0 10k"];
  global.lines.push(drive, "Rin in 0 1k", ...supplies);
  fill(global, int(3, 8));
  elements["x"]!(global);
  const cards: string[] = [];
  if (bool(30)) cards.push(`.print ac v(${pick(global.nodes)}) vdb(in)`);
  if (bool(30)) cards.push(`.save v(${pick(global.nodes)}) v(in)`);
  if (bool(30)) cards.push(`.meas ac peak max vm(${pick(global.nodes)})`);
  const text = [
    "a random circuit",
    ...(bool(10) ? ["* a comment in front"] : []),
    ".global vdd",
    ...(bool(50) ? [...definitions, ...global.lines] : [...global.lines, ...definitions]),
    ...cards,
    ".op",
    `.ac dec ${int(1, 3)} 100 ${pick(["1meg", "100k", "{1k*100}"])}`,
    ".end",
    "",
  ].join("\n");
  return { text, nodes: [...new Set(global.nodes)] };
}
