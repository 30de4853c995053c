import { table } from "./table.ts";

type Status = "passed" | "failed" | "skipped" | "pending" | "todo" | "disabled";

/** What we read of vitest's JSON report. */
export interface TestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: Status;
    }[];
  }[];
}

const WORDS: Readonly<Record<Status, string>> = {
  passed: "ok",
  failed: "FAILED",
  skipped: "skipped",
  pending: "skipped",
  todo: "skipped",
  disabled: "skipped",
};

interface Cell {
  readonly peer: string;
  readonly check: string;
  readonly word: string;
}

/**
 * A table for each family of peers: a row a check, a column a version. The innermost `describe` names
 * the peer as `<name> <version>`, those around it say against what.
 */
export function peerTables(report: TestReport): string {
  const families = new Map<string, Cell[]>();
  for (const cell of cells(report)) {
    const family = cell.peer.split(" ")[0] ?? cell.peer;
    families.set(family, [...(families.get(family) ?? []), cell]);
  }
  return [...families.values()].map(familyTable).join("\n\n");
}

function cells(report: TestReport): Cell[] {
  return report.testResults.flatMap((file) =>
    file.assertionResults.map(({ ancestorTitles, title, status }) => {
      const around = ancestorTitles.slice(0, -1);
      const peer = ancestorTitles.at(-1) ?? file.name;
      return { peer, check: [...around, title].join(": "), word: WORDS[status] };
    }),
  );
}

function familyTable(found: readonly Cell[]): string {
  const peers = [...new Set(found.map((cell) => cell.peer))];
  const checks = [...new Set(found.map((cell) => cell.check))];
  const rows = checks.map((check) => {
    const words = peers.map(
      (peer) => found.find((cell) => cell.peer === peer && cell.check === check)?.word ?? "-",
    );
    return [check].concat(words);
  });
  return table([["check", ...peers], ...rows]);
}

/** Files that broke outside a test, such as in a `beforeAll`: their tests are only skipped. */
export function brokenFiles(report: TestReport): string[] {
  return report.testResults
    .filter((file) => (file.message ?? "") !== "")
    .map((file) => `${file.name}: ${file.message?.split("\n")[0] ?? ""}`);
}
