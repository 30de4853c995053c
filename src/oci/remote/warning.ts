/** Warnings of one host that are kept; what says more says nothing. */
const most = 100;

const value = /(?:^|,)\s*299 \S+ "((?:[^"\\]|\\.)*)"/gu;

/** The texts of a `Warning` header, without control characters (distribution-spec, "Warnings"). */
export function warningsIn(header: string | undefined): readonly string[] {
  return [...(header ?? "").matchAll(value)].map(([, text = ""]) =>
    text
      .replace(/\\(.)/gu, "$1")
      .replace(/\p{C}+/gu, " ")
      .slice(0, 400),
  );
}

/** Tells each warning of a host once. */
export class Warnings {
  readonly #tell: (message: string, host: string) => void;
  readonly #told = new Map<string, Set<string>>();

  constructor(tell: (message: string, host: string) => void) {
    this.#tell = tell;
  }

  collect(header: string | undefined, host: string): void {
    const told = this.#told.get(host) ?? new Set();
    this.#told.set(host, told);
    for (const text of warningsIn(header)) {
      if (told.has(text) || told.size >= most) continue;
      told.add(text);
      this.#tell(text, host);
    }
  }
}
