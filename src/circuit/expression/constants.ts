/**
 * Constants that expressions may name when no parameter has that name. Values as in ngspice. Only `temper`, the circuit's temperature
 * in degrees Celsius, is known to ngspice's own `.param`; it is not in this table because it is no constant.
 */
export const constants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["e", Math.E],
  ["c", 299792458],
  ["boltz", 1.38064852e-23],
  ["echarge", 1.60217662e-19],
  ["planck", 6.62607004e-34],
  ["kelvin", -273.15],
]);
