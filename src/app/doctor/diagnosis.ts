/** What a user wants to do; each needs other things of the environment. */
export const purposes = ["lint", "publish", "keyless", "consume"] as const;

export type Purpose = (typeof purposes)[number];

/** `skipped`: it was not looked at, and why. */
export type State = "ok" | "warning" | "wrong" | "skipped";

/** What was found, and what to do about it. */
export interface Told {
  readonly state: State;
  readonly what: string;
  readonly remedy: string | undefined;
}

/** One thing to look at. */
export interface Examination<Patient> {
  readonly name: string;
  /** It is left out with --offline. */
  readonly network?: true;
  /** Undefined where there is nothing to look at. An error that it throws is told as what is wrong. */
  readonly look: (patient: Patient) => Promise<Told | undefined>;
}

export function fine(what: string): Told {
  return { state: "ok", what, remedy: undefined };
}

export function warning(what: string, remedy: string | undefined): Told {
  return { state: "warning", what, remedy };
}

export function wrong(what: string, remedy: string | undefined): Told {
  return { state: "wrong", what, remedy };
}

export function skipped(what: string, remedy?: string): Told {
  return { state: "skipped", what, remedy };
}
