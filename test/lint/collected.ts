import { vi } from "vitest";

/** A test that runs whenever it is asked to. */
export interface Case {
  readonly name: string;
  run(): Promise<void>;
}

type Body = (...args: readonly unknown[]) => unknown;

/**
 * The cases of a test file, collected instead of run: the file is imported with a `test` that remembers. It must be
 * one that makes nothing but tests: hooks are not run.
 */
export async function casesOf(file: string): Promise<readonly Case[]> {
  const cases: Case[] = [];
  const test = collector(cases);
  const describe = variants(open, openEach);
  vi.doMock("vitest", async (original) => ({
    ...(await original<object>()),
    test,
    it: test,
    describe,
  }));
  try {
    await import(/* @vite-ignore */ file);
  } finally {
    vi.doUnmock("vitest");
  }
  return cases;
}

function collector(cases: Case[]): unknown {
  const add = (name: string, ...rest: readonly unknown[]): void => {
    const body = bodyOf(rest);
    if (body !== undefined) cases.push({ name, run: async () => void (await body()) });
  };
  const each =
    (table: readonly unknown[]) =>
    (name: string, ...rest: readonly unknown[]): void => {
      const body = bodyOf(rest);
      for (const row of body === undefined ? [] : table) {
        const args = Array.isArray(row) ? row : [row];
        cases.push({
          name: `${name} ${String(args[0])}`,
          run: async () => void (await body?.(...args)),
        });
      }
    };
  return variants(add, each);
}

/** A group is opened at once: what it holds is collected with the rest. */
function open(_: string, ...rest: readonly unknown[]): void {
  void bodyOf(rest)?.();
}

function openEach(table: readonly unknown[]): (name: string, ...rest: readonly unknown[]) => void {
  return (_, ...rest) => {
    for (const row of table) void bodyOf(rest)?.(...(Array.isArray(row) ? row : [row]));
  };
}

function variants(add: object, each: unknown): unknown {
  const nothing = Object.assign(() => undefined, { each: () => () => undefined });
  return Object.assign((...args: readonly unknown[]) => (add as Body)(...args), {
    each,
    for: (table: readonly unknown[]) => (each as Body)(table.map((row) => [row])),
    skip: nothing,
    todo: nothing,
    skipIf: (condition: unknown) => (condition ? nothing : add),
    runIf: (condition: unknown) => (condition ? add : nothing),
    concurrent: add,
    sequential: add,
  });
}

/** Options and times may stand before the body and after it. */
function bodyOf(rest: readonly unknown[]): Body | undefined {
  return rest.find((one): one is Body => typeof one === "function");
}
