import type { ScalarEvent } from "js-yaml";

import type { Frame } from "./frame.ts";
import { blockEnd, blockHeader, documentMarker, skipSpace } from "./scan.ts";

/** What a scalar is to the collection around it. */
export type Role = "root" | "item" | "key" | "value";

interface Range {
  readonly start: number;
  readonly end: number;
}

interface Properties {
  readonly anchorEnd: number;
  readonly tagEnd: number;
}

/** Finds what js-yaml's events leave out: the places of quotes, block headers, empty scalars and closing brackets. */
export class Places {
  readonly #text: string;
  #reached = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The end of the last token seen. */
  get reached(): number {
    return this.#reached;
  }

  pass(offset: number): void {
    if (offset > this.#reached) this.#reached = offset;
  }

  /** Passes the `---` of a document that has one, and what may stand before it. */
  passMarker(explicit: boolean): void {
    if (!explicit) return;
    const marker = documentMarker(this.#text, this.#reached);
    this.pass(marker + 3);
  }

  passProperties(properties: Properties): void {
    this.pass(Math.max(properties.anchorEnd, properties.tagEnd));
  }

  scalar(event: ScalarEvent, role: Role): Range {
    this.passProperties(event);
    const range = this.#scalarRange(event, role);
    this.pass(range.end);
    return range;
  }

  #scalarRange(event: ScalarEvent, role: Role): Range {
    const { valueStart, valueEnd, style } = event;
    if (valueStart === -1) return this.#emptyRange(event, role);
    if (style === 1) return { start: valueStart, end: valueEnd };
    if (style === 2 || style === 3) return { start: valueStart - 1, end: valueEnd + 1 };
    const start = blockHeader(this.#text, this.#reached, valueStart);
    return { start, end: blockEnd(this.#text, start, valueEnd) };
  }

  #emptyRange(event: ScalarEvent, role: Role): Range {
    const bare = event.anchorStart === -1 && event.tagStart === -1;
    const at = bare ? this.#afterIndicator(role) : this.#reached;
    return { start: at, end: at };
  }

  /** An empty scalar stands right behind the indicator that promised it, or where the last token ended. */
  #afterIndicator(role: Role): number {
    const next = skipSpace(this.#text, this.#reached);
    const found = this.#text[next];
    if (role === "value" && found === ":") return next + 1;
    if (role === "item" && found === "-") return next + 1;
    if (role === "key") return found === "?" ? next + 1 : next;
    return this.#reached;
  }

  /** The end of a collection; a flow collection's closing bracket is passed. */
  close(frame: Frame): number {
    if (frame.flow && !frame.bare) this.pass(skipSpace(this.#text, this.#reached, ",") + 1);
    return this.#reached;
  }
}
