import { styleText } from "node:util";

import type { Tone } from "./block.ts";

export type Style = (tone: Tone, text: string) => string;

const formats: Readonly<Record<Exclude<Tone, "plain">, Parameters<typeof styleText>[0]>> = {
  good: "green",
  bad: ["red", "bold"],
  warn: "yellow",
  dim: "dim",
  strong: "bold",
};

/** Colours where wanted; whether they are is decided once, by the caller. */
export function styleOf(color: boolean): Style {
  return (tone, text) =>
    !color || tone === "plain" || text === ""
      ? text
      : styleText(formats[tone], text, { validateStream: false });
}
