/** What is read at one place of the network. */
export type Probe =
  /** v(positive) - v(negative), node indices. */
  | { readonly kind: "voltage"; readonly positive: number; readonly negative: number }
  /** Current of an element that has one as an unknown (V, L, E, H), from its positive to its negative node inside it. */
  | { readonly kind: "current"; readonly element: number };

/** What drives the network: its own sources, one port with all ports terminated and all independent sources off, or one source alone. */
export type Excitation =
  | { readonly kind: "sources" }
  /**
   * Index into `Circuit.ports`. A voltage of 2 V behind z0 drives this port, every other port is terminated with its own z0.
   * A voltage source that lies directly across a port stands for the port and is removed. So the incident wave is 1 V and
   * S_ij = v(port i) sqrt(z0_j / z0_i) - δ_ij.
   */
  | { readonly kind: "port"; readonly port: number }
  /**
   * Index of an independent source: it alone is on, with 1 V or 1 A (times its `m`) at 0°, whatever its own values; no port is terminated.
   * AC only.
   */
  | { readonly kind: "source"; readonly element: number };

/** One complex number per sample point: a probe under an excitation. */
export interface Observable {
  readonly probe: Probe;
  readonly excitation: Excitation;
}
