import type { Location } from "../model/location.ts";
import type {
  MappingNode,
  MappingPair,
  ScalarNode,
  ScalarValue,
  SequenceNode,
  YamlDocument,
  YamlNode,
} from "../model/yaml-node.ts";
import type { CompactYaml } from "./compact.ts";
import { collectionWidth, scalarStyles, scalarWidth } from "./compact.ts";
import { keyName } from "./key-name.ts";
import { LineTable } from "./lines.ts";
import type { ParsedYaml } from "./parse.ts";
import { readPlain } from "./scalar.ts";

/** What `parseYaml` gave for this very text. A node is made when somebody asks for it. */
export function expand(compact: CompactYaml, text: string, file: string): ParsedYaml {
  const source = new Source(compact, text, file);
  const documents: YamlDocument[] = [];
  for (let at = 0; at < compact.documents.length; at += 3)
    documents.push(new Document(source, compact.documents.slice(at, at + 3)));
  return { documents, findings: [] };
}

/** The text and its numbers, which all nodes of a file share. */
class Source {
  readonly text: string;
  readonly file: string;
  readonly #numbers: Int32Array;
  readonly #strings: readonly string[];
  #lines: LineTable | undefined;

  constructor({ numbers, strings }: CompactYaml, text: string, file: string) {
    this.text = text;
    this.file = file;
    this.#numbers = numbers;
    this.#strings = strings;
  }

  number(at: number): number {
    return this.#numbers[at] ?? 0;
  }

  string(at: number): string | undefined {
    return this.#strings[at];
  }

  locate(start: number, end: number): Location {
    this.#lines ??= new LineTable(this.text, this.file);
    return this.#lines.locate(start, end);
  }

  node(at: number): YamlNode {
    const kind = this.number(at) & 3;
    if (kind === 0) return new Scalar(this, at);
    return kind === 1 ? new Sequence(this, at) : new Mapping(this, at);
  }

  /** Where each node that a collection holds starts. */
  held(at: number): readonly number[] {
    const starts: number[] = [];
    let next = at + collectionWidth;
    for (let left = this.number(at + 3); left > 0; left -= 1) {
      starts.push(next);
      next += (this.number(next) & 3) === 0 ? scalarWidth : this.number(next + 4);
    }
    return starts;
  }
}

class Document implements YamlDocument {
  readonly root: YamlNode | undefined;
  readonly #file: string;
  readonly #line: number;
  readonly #column: number;

  constructor(source: Source, [root = -1, line = 1, column = 1]: readonly number[]) {
    this.root = root === -1 ? undefined : source.node(root);
    this.#file = source.file;
    this.#line = line;
    this.#column = column;
  }

  get at(): Location {
    if (this.root !== undefined) return this.root.at;
    const [line, column] = [this.#line, this.#column];
    return { file: this.#file, line, column, endLine: line, endColumn: column };
  }
}

abstract class Node {
  readonly start: number;
  readonly end: number;
  protected readonly source: Source;
  protected readonly place: number;
  #at: Location | undefined;

  constructor(source: Source, place: number) {
    this.source = source;
    this.place = place;
    this.start = source.number(place + 1);
    this.end = source.number(place + 2);
  }

  get at(): Location {
    this.#at ??= this.source.locate(this.start, this.end);
    return this.#at;
  }

  protected get code(): number {
    return this.source.number(this.place);
  }
}

class Scalar extends Node implements ScalarNode {
  readonly kind = "scalar";
  readonly tag = undefined;
  #text: string | undefined;

  get style(): ScalarNode["style"] {
    return scalarStyles[this.code >> 3] ?? "plain";
  }

  get text(): string {
    const { source, start, end, place } = this;
    this.#text ??= source.string(source.number(place + 3)) ?? source.text.slice(start, end);
    return this.#text;
  }

  get value(): ScalarValue {
    return this.style === "plain" ? readPlain(this.text) : this.text;
  }
}

class Sequence extends Node implements SequenceNode {
  readonly kind = "sequence";
  #items: readonly YamlNode[] | undefined;

  get flow(): boolean {
    return (this.code & 4) !== 0;
  }

  get items(): readonly YamlNode[] {
    this.#items ??= this.source.held(this.place).map((at) => this.source.node(at));
    return this.#items;
  }
}

class Mapping extends Node implements MappingNode {
  readonly kind = "mapping";
  #pairs: readonly MappingPair[] | undefined;

  get flow(): boolean {
    return (this.code & 4) !== 0;
  }

  get pairs(): readonly MappingPair[] {
    this.#pairs ??= this.#read();
    return this.#pairs;
  }

  #read(): readonly MappingPair[] {
    const starts = this.source.held(this.place);
    const pairs: MappingPair[] = [];
    for (let at = 0; at + 1 < starts.length; at += 2) {
      const key = new Scalar(this.source, starts[at] ?? 0);
      const value = this.source.node(starts[at + 1] ?? 0);
      pairs.push({ key, name: keyName(key) ?? "", value });
    }
    return pairs;
  }
}
