import type { Finding } from "../model/finding.ts";

export type Tone = "good" | "bad" | "warn" | "dim" | "strong" | "plain";

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
  readonly align?: "left" | "right";
}

/** What a command shows a person, before any format or colour: verbs make blocks, formats draw them. */
export type Block =
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly (Cell | string)[])[];
    }
  | {
      readonly kind: "findings";
      readonly findings: readonly Finding[];
      readonly source?: SourceLines;
    }
  | { readonly kind: "line"; readonly text: string; readonly tone?: Tone }
  | {
      readonly kind: "raw";
      readonly text: string;
      /** The text's language, as a Markdown fence names it. */
      readonly language?: string;
    };

/** The lines of a file for a code frame, undefined where it cannot be shown. */
export type SourceLines = (file: string) => readonly string[] | undefined;
