/** A function of other simulators that ngspice does not have. */
export interface ForeignFunction {
  /** As messages call them. */
  readonly simulators: string;
  /** What says the same in ngspice, where anything does. */
  readonly instead?: string;
}

const three = "LTspice, PSpice and Xyce";

/** Functions that LTspice, PSpice, HSPICE and Xyce have in expressions, by name. Some are known to ngspice in parameters alone. */
export const foreignFunctions: ReadonlyMap<string, ForeignFunction> = new Map([
  ["if", { simulators: three, instead: "c ? a : b" }],
  ["table", { simulators: three, instead: "pwl(x, x1, y1, x2, y2)" }],
  ["stp", { simulators: three, instead: "u(x)" }],
  ["pwrs", { simulators: three, instead: "pwr(x, y)" }],
  ["sdt", { simulators: three }],
  ["int", { simulators: "LTspice, HSPICE and Xyce", instead: "floor(x)" }],
  ["round", { simulators: "LTspice", instead: "nint(x)" }],
  ["buf", { simulators: "LTspice", instead: "u(x-0.5)" }],
  ["inv", { simulators: "LTspice", instead: "u(0.5-x)" }],
  ["idt", { simulators: "LTspice" }],
  ["idtmod", { simulators: "LTspice" }],
  ["delay", { simulators: "LTspice" }],
  ["absdelay", { simulators: "LTspice" }],
  ["uplim", { simulators: "LTspice", instead: "min(x, y)" }],
  ["dnlim", { simulators: "LTspice", instead: "max(x, y)" }],
  ["hypot", { simulators: "LTspice", instead: "sqrt(x*x+y*y)" }],
  ["square", { simulators: "LTspice", instead: "x*x" }],
  ["rand", { simulators: "LTspice and Xyce" }],
  ["random", { simulators: "LTspice" }],
  ["white", { simulators: "LTspice" }],
  ["atan2", { simulators: "LTspice and Xyce" }],
  ["sign", { simulators: "HSPICE and Xyce", instead: "abs(x)*sgn(y)" }],
  ["fmod", { simulators: "Xyce", instead: "x-y*floor(x/y)" }],
  ["db", { simulators: "HSPICE", instead: "20*log10(abs(x))" }],
  ["arctan", { simulators: "PSpice", instead: "atan(x)" }],
]);
