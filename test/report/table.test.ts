import { describe, expect, test } from "vitest";

import { styleOf } from "../../src/report/style.ts";
import { drawTable } from "../../src/report/table.ts";

const plain = styleOf(false);

describe("a table", () => {
  test("has columns as wide as their widest cell, and no spaces at the end", () => {
    const drawn = drawTable(
      ["name", "size", "note"],
      [
        ["a", { text: "9", align: "right" }, "x"],
        ["longer", { text: "1000", align: "right" }, ""],
      ],
      plain,
    );
    expect(drawn).toBe(["name    size  note", "a          9  x", "longer  1000"].join("\n"));
  });

  test("leaves out a head without titles", () => {
    expect(drawTable(["", ""], [["a", "b"]], plain)).toBe("a  b");
  });

  test("counts characters, not code units and not colours", () => {
    const rows = [
      ["📦é", "x"],
      [{ text: "ok", tone: "good" as const }, "y"],
    ];
    expect(drawTable(["", ""], rows, plain)).toBe("📦é  x\nok  y");
    expect(drawTable(["", ""], rows, styleOf(true))).toBe("📦é  x\n\u001b[32mok\u001b[39m  y");
  });

  test("takes rows shorter than the head", () => {
    expect(drawTable(["a", "b"], [["1"]], plain)).toBe("a  b\n1");
  });
});
