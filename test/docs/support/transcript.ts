/** A command of a console block, and what it printed. */
export interface Step {
  readonly command: string;
  readonly output: readonly string[];
}

const block = /^```console\n([^]*?)^```$/gmu;

/** The steps of a page's console blocks, in order: a line with `$ ` is a command, the others are its output. */
export function stepsOf(page: string): readonly Step[] {
  return [...page.matchAll(block)].flatMap(([, body = ""]) => {
    const parts = body.split(/^\$ /mu).slice(1);
    return parts.map((part) => {
      const [command = "", ...output] = part.trimEnd().split("\n");
      return { command, output };
    });
  });
}

/** True where the lines are those of the page; a line `…` of the page stands for any number of lines. */
export function matches(page: readonly string[], lines: readonly string[]): boolean {
  const [first, ...rest] = page.map((line) => still(line));
  if (first === undefined) return lines.length === 0;
  if (first === "…") {
    return lines.some((_, at) => matches(rest, lines.slice(at))) || matches(rest, []);
  }
  return lines.length > 0 && still(lines[0] ?? "") === first && matches(rest, lines.slice(1));
}

/** Without what changes with the Blueprints or the key: digests, sizes, times, versions of helm. */
function still(line: string): string {
  return line
    .replaceAll(/[0-9a-f]{64}/gu, "0".repeat(64))
    .replaceAll(/(?<= )[0-9a-f]{12}$/gu, "0".repeat(12))
    .replaceAll(/\d+\.\d kB/gu, "0.0 kB")
    .replaceAll(/\d+ bytes/gu, "0 bytes")
    .replaceAll(/\bhelm \d+\.\d+\.\d+/gu, "helm 0.0.0")
    .trimEnd();
}
