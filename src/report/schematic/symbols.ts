import type { SymbolName } from "./schematic-branch.ts";

/** Half the length of every symbol along its wire. */
export const symbolReach = 22;

/** Outlines of the symbols, lying along x from -22 to 22 with the first terminal on the left. */
export const symbols = {
  resistor: '<path d="M-22 0H-18M18 0H22"/><rect x="-18" y="-7" width="36" height="14"/>',
  capacitor: '<path d="M-22 0H-4M4 0H22M-4 -12V12M4 -12V12"/>',
  inductor:
    '<path d="M-22 0H-20M20 0H22M-20 0a5 6 0 0 1 10 0a5 6 0 0 1 10 0a5 6 0 0 1 10 0a5 6 0 0 1 10 0"/>',
  "voltage-source": '<path d="M-22 0H-14M14 0H22M-10 0H-4M-7 -3V3M7 -3V3"/><circle r="14"/>',
  "current-source": '<path d="M-22 0H-14M14 0H22M-8 0H8M3 -4L8 0L3 4"/><circle r="14"/>',
  "controlled-source":
    '<path d="M-22 0H-16M16 0H22M-16 0L0 -12L16 0L0 12ZM-9 0H-4M-6.500 -2.500V2.500M6 -2.500V2.500"/>',
  diode: '<path d="M-22 0H-9M9 0H22M-9 -9V9L9 0ZM9 -9V9"/>',
  box: '<path d="M-22 0H-16M16 0H22"/><rect x="-16" y="-12" width="32" height="24" rx="3"/>',
} as const satisfies Record<SymbolName, string>;
