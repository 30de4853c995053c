import { describe, expect, test } from "vitest";

import type { Progress } from "../../src/cli/progress.ts";
import { createProgress } from "../../src/cli/progress.ts";

const clear = "\r\u001b[2K";

function drawn(
  run: (progress: Progress) => void,
  { quiet = false, verbose = false, isTTY = false, drawing = true, columns = 80 } = {},
): string {
  let text = "";
  const stream = { isTTY, columns, write: (more: string) => (text += more) };
  const progress = createProgress({ quiet, verbose, drawing }, stream);
  run(progress);
  void progress.close();
  return text;
}

function everything({ emit }: Progress): void {
  emit({ kind: "note", message: "a note" });
  emit({ kind: "step", subject: "bp-x", step: "signing" });
  emit({ kind: "warning", message: "careful" });
  emit({ kind: "waiting", subject: "ghcr.io", reason: "it asks to", ms: 1260 });
  emit({ kind: "done", subject: "bp-x", status: "published" });
}

describe("progress", () => {
  test("says what stays, line by line", () => {
    expect(drawn(everything)).toBe(
      "a note\nwarning: careful\nghcr.io: waiting 1.3 s: it asks to\n",
    );
  });

  test("says every step where more is wanted", () => {
    expect(drawn(everything, { verbose: true })).toBe(
      "a note\nbp-x: signing\nwarning: careful\nghcr.io: waiting 1.3 s: it asks to\nbp-x: published\n",
    );
  });

  test("says nothing but warnings where quiet is wanted", () => {
    expect(drawn(everything, { quiet: true, isTTY: true })).toBe("warning: careful\n");
  });

  test("draws what is under way at a terminal, and takes it away", () => {
    const text = drawn(everything, { isTTY: true });
    expect(text).toBe(
      `a note\n${clear}bp-x: signing${clear}warning: careful\n${clear}bp-x: signing` +
        `${clear}ghcr.io: waiting 1.3 s: it asks to\n${clear}bp-x: signing${clear}`,
    );
  });

  test("counts what runs beside, and cuts at the terminal's edge", () => {
    const text = drawn(
      ({ emit }) => {
        emit({ kind: "step", subject: "a", step: "packaging" });
        emit({ kind: "step", subject: "b", step: "pushing the chart" });
        emit({ kind: "done", subject: "b", status: "published" });
      },
      { isTTY: true, columns: 30 },
    );
    const lines = text.split(clear).filter((line) => line !== "");
    expect(lines).toEqual(["a: packaging", "b: pushing the chart and 1 mo", "a: packaging"]);
  });

  test("never moves the cursor of a terminal that cannot", () => {
    expect(drawn(everything, { isTTY: true, drawing: false })).not.toContain("\u001b");
  });
});
