/** What was computed once, by what it was computed from. A cache may forget everything at any time. */
export interface Cache {
  /** The bytes as they were put in; undefined where they are not there, or not whole. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** That it cannot be written is no fault of the run. */
  put(key: string, bytes: Uint8Array): Promise<void>;
}
