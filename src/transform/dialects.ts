/** A simulator that reads nearly the same netlists. */
export type Dialect = "ltspice" | "xyce" | "hspice";

/** Where a simulator's netlists differ from ngspice's. */
export interface DialectRules {
  /** As messages call it. */
  readonly name: string;
  /** What stands around an expression. */
  readonly delimiters: readonly [string, string];
  /** How an expression behind the nodes of E, F, G, H is announced: of a voltage and of a current. */
  readonly behaviour: { readonly voltage: string; readonly current: string };
  /** `bare`: B sources without delimiters; `sources`: there are none, E and G stand for them. */
  readonly behavioural: "bare" | "delimited" | "sources";
  /** The power operator. */
  readonly power: string;
  /** Whether `a ? b : c` is written `if(a, b, c)`. */
  readonly ternaryCall: boolean;
  /** Functions and variables of other names. */
  readonly names: Readonly<Record<string, string>>;
  /** Names that the simulator lacks. */
  readonly missingNames: readonly string[];
  /** Element letters that it lacks, or that mean something else there. */
  readonly missingElements: string;
  /** Cards that it lacks, with what to do about it. */
  readonly missingCards: Readonly<Record<string, string | undefined>>;
  /** Cards of other names. */
  readonly cards: Readonly<Record<string, string>>;
  /** How functions are defined. */
  readonly functions: "func" | "param";
  /** MOSFET levels of other numbers. */
  readonly levels: Readonly<Record<string, string>>;
  /** Model types that it lacks. */
  readonly missingModels: readonly string[];
}

export const dialects = {
  ltspice: {
    name: "LTspice",
    delimiters: ["{", "}"],
    behaviour: { voltage: "value=", current: "value=" },
    behavioural: "bare",
    power: "**",
    ternaryCall: true,
    names: { temper: "temp", pwr: "pwrs", ternary_fcn: "if", nint: "round" },
    missingNames: ["hertz"],
    missingElements: "anpy",
    missingCards: {
      ".sens": undefined,
      ".pz": undefined,
      ".disto": undefined,
      ".sp": "use .net with a source of its own",
      ".csparam": "use .param",
      ".if": undefined,
      ".probe": "LTspice keeps all voltages",
    },
    cards: {},
    functions: "func",
    levels: { "49": "8", "54": "14" },
    missingModels: [],
  },
  xyce: {
    name: "Xyce",
    delimiters: ["{", "}"],
    behaviour: { voltage: "value=", current: "value=" },
    behavioural: "delimited",
    power: "**",
    ternaryCall: false,
    names: { temper: "temp", pwr: "pwrs", ternary_fcn: "if", hertz: "freq", u: "stp" },
    missingNames: [],
    missingElements: "anpuyw",
    missingCards: {
      ".pz": undefined,
      ".disto": undefined,
      ".tf": undefined,
      ".csparam": "use .param",
      ".options": "name a package: .options timeint reltol=1e-6",
    },
    cards: { ".meas": ".measure" },
    functions: "func",
    levels: { "8": "49", "14": "54" },
    missingModels: ["csw", "vdmos"],
  },
  hspice: {
    name: "HSPICE",
    delimiters: ["'", "'"],
    behaviour: { voltage: "vol=", current: "cur=" },
    behavioural: "sources",
    power: "^",
    ternaryCall: false,
    names: {},
    missingNames: ["ternary_fcn", "pwr"],
    missingElements: "anpyoswuz",
    missingCards: { ".csparam": "use .param", ".sp": "use .lin" },
    cards: { ".save": ".probe" },
    functions: "param",
    levels: { "8": "49", "14": "54" },
    missingModels: ["vdmos", "sw", "csw", "ltra"],
  },
} as const satisfies Record<Dialect, DialectRules>;

/** What to do about a `.control` block. */
export const controlAdvice = "write its analyses as cards";
