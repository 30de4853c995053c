/** A fault of the CRD itself (BP122). */
export interface Fault {
  /** JSON pointer into the CRD. */
  readonly pointer: string;
  readonly message: string;
}

/** Collects faults while a CRD is read, so that one reading tells them all. */
export type Faults = Fault[];
