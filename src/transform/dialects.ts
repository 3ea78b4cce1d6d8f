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
  /** Those that have another name in behavioural sources alone, where some of ngspice's functions mean something else. */
  readonly behaviourNames: Readonly<Record<string, string>>;
  /** Names that the simulator lacks. */
  readonly missingNames: readonly string[];
  /** Names that it lacks with the meaning that ngspice gives them in parameters. */
  readonly missingInParameters: readonly string[];
  /** Logical operators. */
  readonly and: string;
  readonly or: string;
  /** What inverts a condition. */
  readonly not: "!" | "~";
  /** Whether it has `==` and `!=`. */
  readonly equality: boolean;
  /** Whether its `pwr` in parameters keeps a sign of the base, which ngspice's drops. */
  readonly signedPower: boolean;
  /** Whether its `pow` takes the integer part of the exponent. */
  readonly integerPower: boolean;
  /** Operators that it lacks. */
  readonly missingOperators: readonly string[];
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
  /** Model types that it lacks, with what to do about it. */
  readonly missingModels: Readonly<Record<string, string | undefined>>;
  /** Waveforms of sources that it lacks. */
  readonly missingWaveforms: readonly string[];
  /** What may follow a waveform that it lacks, with what to do about it. */
  readonly missingWaveformParameters: Readonly<Record<string, string>>;
  /** Parameters on the cards of R, L and C that it lacks. */
  readonly missingParameters: readonly string[];
  /** Whether `tc1=a tc2=b` on a resistor is written `tc=a,b`; C and L have neither there. */
  readonly coefficientList: boolean;
  /** What stands between the name of an X card and that of a node inside. */
  readonly separator: "." | ":";
  /** Whether `params:` may stand in front of the parameters of a subcircuit. */
  readonly parameterWord: boolean;
  /** Forms of E and G that it lacks. */
  readonly missingForms: readonly string[];
  /** Whether `gnd` means node 0. */
  readonly groundAlias: boolean;
  /** Whether `.lib file section` reads a part of a file. */
  readonly sections: boolean;
  /** Whether E and G take `table {…} = (…)`; what to do where they do not. */
  readonly tableAdvice: string | undefined;
}

export const dialects = {
  ltspice: {
    name: "LTspice",
    delimiters: ["{", "}"],
    behaviour: { voltage: "value=", current: "value=" },
    behavioural: "bare",
    power: "**",
    ternaryCall: true,
    names: { temper: "temp", ternary_fcn: "if", nint: "round" },
    behaviourNames: { pwr: "pwrs" },
    missingNames: ["hertz", "u2", "gauss", "agauss", "aunif", "unif"],
    // Its limit is the middle one of three numbers, ngspice's draws one of two.
    missingInParameters: ["limit"],
    and: "&",
    or: "|",
    not: "!",
    equality: false,
    signedPower: false,
    integerPower: false,
    missingOperators: ["%"],
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
    missingModels: {},
    missingWaveforms: ["am", "trnoise", "trrandom", "external"],
    missingWaveformParameters: {
      r: "write pwl repeat forever ( … ) endrepeat",
      td: "add the delay to the times",
    },
    missingParameters: ["dtemp", "scale", "tce"],
    coefficientList: true,
    separator: ":",
    parameterWord: true,
    missingForms: [],
    groundAlias: true,
    sections: false,
    tableAdvice: undefined,
  },
  xyce: {
    name: "Xyce",
    delimiters: ["{", "}"],
    behaviour: { voltage: "value=", current: "value=" },
    behavioural: "delimited",
    power: "**",
    ternaryCall: false,
    // Its log is that of base 10.
    names: { temper: "temp", ternary_fcn: "if", hertz: "freq", u: "stp", log: "ln" },
    behaviourNames: { pwr: "pwrs" },
    missingNames: ["u2"],
    // As in LTspice.
    missingInParameters: ["limit"],
    and: "&",
    or: "|",
    not: "~",
    equality: true,
    signedPower: true,
    integerPower: false,
    missingOperators: [],
    missingElements: "anpuy",
    missingCards: {
      ".pz": undefined,
      ".disto": undefined,
      ".tf": undefined,
      ".if": undefined,
      ".probe": "use .print",
      ".sens": "write .sens objfunc={…} param=…",
      ".csparam": "use .param",
      ".save": "it stores operating points there: use .print",
      ".plot": "use .print",
      ".options": "name a package: .options timeint reltol=1e-6",
    },
    cards: { ".meas": ".measure" },
    functions: "func",
    levels: { "8": "49", "14": "54" },
    missingModels: {
      sw: "write a vswitch with von= and voff=",
      csw: "write an iswitch with ion= and ioff=",
      vdmos: undefined,
    },
    missingWaveforms: ["am", "trnoise", "trrandom", "external"],
    missingWaveformParameters: {},
    missingParameters: ["scale"],
    coefficientList: false,
    separator: ":",
    parameterWord: true,
    missingForms: ["laplace", "freq"],
    groundAlias: false,
    sections: true,
    tableAdvice: undefined,
  },
  hspice: {
    name: "HSPICE",
    delimiters: ["'", "'"],
    behaviour: { voltage: "vol=", current: "cur=" },
    behavioural: "sources",
    power: "**",
    ternaryCall: false,
    names: { ln: "log", arctan: "atan" },
    behaviourNames: {},
    missingNames: ["ternary_fcn", "u", "u2", "uramp", "asinh", "acosh", "atanh"],
    missingInParameters: [],
    and: "&&",
    or: "||",
    not: "!",
    equality: true,
    signedPower: true,
    integerPower: true,
    missingOperators: [],
    missingElements: "anpyoswuz",
    missingCards: {
      ".csparam": "use .param",
      ".sp": "use .lin",
      ".noise": "its frequencies are those of an .ac card: .noise v(out) V1 1",
    },
    cards: { ".save": ".probe" },
    functions: "param",
    levels: { "8": "49", "14": "54" },
    missingModels: {
      vdmos: undefined,
      sw: "use a voltage-controlled resistor: G… vcr",
      csw: undefined,
      ltra: "use a W element",
    },
    missingWaveforms: ["trnoise", "trrandom", "external"],
    missingWaveformParameters: {},
    missingParameters: ["temp", "tce"],
    coefficientList: false,
    separator: ".",
    parameterWord: false,
    missingForms: [],
    groundAlias: true,
    sections: true,
    tableAdvice: "write pwl(1) and its points",
  },
} as const satisfies Record<Dialect, DialectRules>;

/** What to do about a `.control` block. */
export const controlAdvice = "write its analyses as cards";
