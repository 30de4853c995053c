import type { AliasEvent, Event, MappingEvent, ScalarEvent, SequenceEvent } from "js-yaml";
import { EVENT_ID } from "js-yaml";

import type { Finding } from "../model/finding.ts";
import type { ScalarNode, YamlDocument, YamlNode } from "../model/yaml-node.ts";
import type { Extent } from "./anchors.ts";
import { Anchors } from "./anchors.ts";
import { Faults } from "./faults.ts";
import type { Frame, OpenMapping } from "./frame.ts";
import { mergeSources, widen } from "./frame.ts";
import { keyName } from "./key-name.ts";
import { LineTable } from "./lines.ts";
import { Pairs } from "./pairs.ts";
import type { Role } from "./place.ts";
import { Places } from "./place.ts";
import { withoutRepeat } from "./repeat.ts";
import { scalarText } from "./scalar-text.ts";
import { readPlain, readTagged } from "./scalar.ts";
import { tagHandles, tagName } from "./tag.ts";

const styles = ["plain", "plain", "single", "double", "literal", "folded"] as const;
const leaf: Extent = { count: 1, depth: 0 };

/** Builds the positioned tree from js-yaml's events. Goes on after a fault, with null in its place. */
export class TreeBuilder {
  readonly #text: string;
  readonly #lines: LineTable;
  readonly #places: Places;
  readonly #faults: Faults;
  readonly #frames: Frame[] = [];
  readonly #anchors = new Anchors();
  readonly #documents: YamlDocument[] = [];
  #handles: ReadonlyMap<string, string> = new Map();
  #root: YamlNode | undefined;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#lines = new LineTable(text, file);
    this.#places = new Places(text);
    this.#faults = new Faults(this.#frames);
  }

  build(events: readonly Event[]): {
    documents: readonly YamlDocument[];
    findings: readonly Finding[];
  } {
    for (const [index, event] of events.entries()) this.#take(event, events[index + 1]);
    return { documents: this.#documents, findings: this.#faults.findings };
  }

  #take(event: Event, next: Event | undefined): void {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        this.#places.passMarker(event.explicitStart);
        this.#handles = tagHandles(event.directives);
        this.#anchors.forget();
        this.#root = undefined;
        return;
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING:
        return this.#open(event, next);
      case EVENT_ID.SCALAR:
        return this.#scalar(event);
      case EVENT_ID.ALIAS:
        return this.#alias(event);
      case EVENT_ID.POP:
        return this.#pop();
    }
  }

  #open(event: SequenceEvent | MappingEvent, next: Event | undefined): void {
    const flow = event.style === 2;
    const mapping = event.type === EVENT_ID.MAPPING;
    const bare = flow && mapping && this.#isBare(event, next);
    this.#places.passProperties(event);
    if (flow && !bare) this.#places.pass(event.start + 1);
    else this.#places.pass(event.start);
    const anchor = this.#anchorOf(event);
    const common = { start: event.start, anchor, flow, bare, count: 1, depth: 1 };
    if (mapping)
      this.#frames.push({ kind: "mapping", ...common, pairs: new Pairs(), key: undefined });
    else this.#frames.push({ kind: "sequence", ...common, items: [] });
  }

  /** js-yaml gives `[a: b]` a mapping that starts where its key does, which may be a brace of its own. */
  #isBare(event: MappingEvent, next: Event | undefined): boolean {
    const nested = next !== undefined && "start" in next && next.start === event.start;
    return nested || this.#text[event.start] !== "{";
  }

  #anchorOf(event: SequenceEvent | MappingEvent | ScalarEvent): string | undefined {
    if (event.anchorStart === -1) return undefined;
    const name = this.#text.slice(event.anchorStart, event.anchorEnd);
    this.#anchors.open(name);
    return name;
  }

  #scalar(event: ScalarEvent): void {
    const empty = event.valueStart === -1 && event.tagStart === -1 && event.anchorStart === -1;
    if (empty && this.#frames.length === 0) return;
    const { start, end } = this.#places.scalar(event, this.#role());
    const text = scalarText(this.#text, event);
    const tag = event.tagStart === -1 ? undefined : this.#text.slice(event.tagStart, event.tagEnd);
    const at = this.#lines.locate(start, end);
    const read = this.#read(event, text, tag);
    const fault = typeof read === "object" && read !== null ? read.fault : undefined;
    if (fault !== undefined) this.#faults.scalar(at, fault);
    const value = typeof read === "object" ? null : read;
    const node: ScalarNode = {
      kind: "scalar",
      at,
      start,
      end,
      value,
      style: styles[event.style],
      text,
      tag,
    };
    const anchor = this.#anchorOf(event);
    if (anchor !== undefined) this.#anchors.close(anchor, { node, ...leaf });
    this.#add(node, leaf);
  }

  #read(event: ScalarEvent, text: string, tag: string | undefined): ReturnType<typeof readTagged> {
    if (tag !== undefined) return readTagged(text, tagName(tag, this.#handles));
    return event.style === 1 ? readPlain(text) : text;
  }

  #role(): Role {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return "root";
    if (frame.kind === "sequence") return "item";
    return frame.key === undefined ? "key" : "value";
  }

  #alias(event: AliasEvent): void {
    const name = this.#text.slice(event.anchorStart, event.anchorEnd);
    const start = event.anchorStart - 1;
    this.#places.pass(event.anchorEnd);
    const found = this.#anchors.resolve(name, this.#frames.length);
    if (typeof found !== "string") return this.#add(found.node, found);
    const at = this.#lines.locate(start, event.anchorEnd);
    this.#faults.alias(at, found);
    const end = event.anchorEnd;
    const tag = undefined;
    this.#add(
      { kind: "scalar", at, start, end, value: null, style: "plain", text: `*${name}`, tag },
      leaf,
    );
  }

  #pop(): void {
    const frame = this.#frames.pop();
    if (frame === undefined) return this.#endDocument();
    const { start, flow, anchor } = frame;
    const end = this.#places.close(frame);
    const at = this.#lines.locate(start, end);
    const node: YamlNode =
      frame.kind === "sequence"
        ? { kind: "sequence", at, start, end, flow, items: frame.items }
        : { kind: "mapping", at, start, end, flow, pairs: frame.pairs.list };
    if (anchor !== undefined)
      this.#anchors.close(anchor, { node, count: frame.count, depth: frame.depth });
    this.#add(node, frame);
  }

  #endDocument(): void {
    const place = this.#places.reached;
    const at = this.#root?.at ?? this.#lines.locate(place, place);
    this.#documents.push({ root: this.#root, at });
  }

  #add(node: YamlNode, extent: Extent): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) {
      this.#root = this.#finite(node);
      return;
    }
    widen(frame, extent);
    if (frame.kind === "sequence") frame.items.push(this.#finite(node));
    else if (frame.key === undefined) frame.key = node;
    else {
      this.#pair(frame, frame.key, this.#finite(node));
      frame.key = undefined;
    }
  }

  /** JSON has no NaN and no infinities: a value that is one is a fault, a key is not. */
  #finite(node: YamlNode): YamlNode {
    if (node.kind !== "scalar" || typeof node.value !== "number") return node;
    if (Number.isFinite(node.value)) return node;
    this.#faults.scalar(node.at, `${node.text} is a number that JSON cannot hold`);
    return { ...node, value: null };
  }

  #pair(frame: OpenMapping, key: YamlNode, value: YamlNode): void {
    if (key.kind !== "scalar") return this.#faults.collectionKey(key);
    if (isMerge(key)) return this.#merge(frame, key, value);
    const name = keyName(key);
    if (name === undefined) return this.#faults.key(key);
    const repeat = { key, name, value };
    const before = frame.pairs.write(repeat);
    if (before === undefined) return;
    const { flow } = frame;
    const fix = withoutRepeat(this.#text, this.#lines, { before, repeat, flow });
    this.#faults.duplicate(key, name, { before: before.key, fix });
  }

  #merge(frame: OpenMapping, key: ScalarNode, value: YamlNode): void {
    const before = frame.pairs.writeMergeKey(key);
    if (before !== undefined) this.#faults.duplicate(key, "<<", { before, fix: undefined });
    const sources = mergeSources(value);
    if (sources === undefined) return this.#faults.merge(value);
    for (const source of sources) frame.pairs.merge(source);
  }
}

function isMerge(key: ScalarNode): boolean {
  if (key.text !== "<<") return false;
  return key.tag === "!!merge" || (key.style === "plain" && key.tag === undefined);
}
