import { indexFields } from "./index-fields.ts";

/** What of a version's entry is kept; the rest is most of an index. */
const kept: ReadonlySet<string> = new Set(indexFields);

const topKey = /^([A-Za-z][\w-]*):(?: +(.*))?$/u;
const chartKey = /^(?:"([\w.-]+)"|'([\w.-]+)'|([\w.-]+)): *(\[\]|null|~)? *(?:#.*)?$/u;
const field = /^(?:"(\w+)"|'(\w+)'|([A-Za-z]\w*)):(?: +(.*))?$/u;
/** An anchor, an alias or a tag where a value starts: what it means may stand in what was passed over. */
const reference = /^ *(?:- +)*[&*!]/u;

/**
 * Takes an index.yaml in line by line and keeps of it what matters, as long as it is laid out as every generator lays
 * it out: block mappings down to a version's fields. In such a document YAML itself says (1.2, chapter 8) that a line
 * of no deeper indentation than a key's starts something new, so that nothing need be parsed to be passed over.
 */
export class IndexLines {
  /** YAML lists of versions by chart. */
  readonly charts: Map<string, string> = new Map();
  #section: "top" | "entries" | "other" | "end" = "top";
  #entries = false;
  #chart: { readonly name: string; readonly lines: string[] } | undefined;
  #nameIndent = 0;
  #itemIndent = 0;
  #fieldIndent = 0;
  #itemIsEmpty = true;
  #copying = false;

  /** False where the layout is another one, and the whole must be parsed. */
  line(line: string): boolean {
    const indent = line.search(/[^ ]/u);
    if (indent === -1 || this.#section === "end") {
      if (this.#copying) this.#chart?.lines.push("");
      return true;
    }
    if (line[indent] === "\t") return false;
    if (line[indent] === "#") return this.#comment(line, indent);
    if (indent === 0) return this.#top(line);
    if (this.#section !== "entries") return this.#section === "other";
    this.#nameIndent ||= indent;
    return this.#inEntries(line, indent);
  }

  /** To be called after the last line; false where there were no entries, not even empty ones. */
  end(): boolean {
    this.#endChart();
    return this.#entries;
  }

  /** In a block scalar it is text. */
  #comment(line: string, indent: number): boolean {
    return this.#copying && indent > this.#fieldIndent ? this.#copy(line) : true;
  }

  #top(line: string): boolean {
    if (/^(?:---|\.\.\.)(?: *(?:#.*)?)$/u.test(line)) {
      if (this.#section !== "top") this.#section = "end";
      this.#endChart();
      return true;
    }
    if (line.startsWith("- ") && this.#section === "other") return true;
    const match = topKey.exec(line);
    if (match === null) return false;
    this.#endChart();
    this.#section = match[1] === "entries" ? "entries" : "other";
    if (this.#section === "other") return true;
    if (this.#entries) return false;
    this.#entries = true;
    const value = match[2]?.replace(/(?:^| )#.*$/u, "").trim() ?? "";
    return value === "" || value === "{}";
  }

  #inEntries(line: string, indent: number): boolean {
    const isItem = line[indent] === "-" && (line[indent + 1] ?? " ") === " ";
    if (indent === this.#nameIndent && !isItem) return this.#startChart(line.slice(indent));
    if (indent < this.#nameIndent || this.#chart === undefined) return false;
    if (isItem && this.#fieldIndent === 0) this.#itemIndent = indent;
    return isItem && indent === this.#itemIndent
      ? this.#startItem(line, indent)
      : this.#inItem(line, indent, isItem);
  }

  #startItem(line: string, indent: number): boolean {
    const start = line.slice(indent + 1).search(/[^ ]/u);
    this.#fieldIndent = indent + 1 + start;
    this.#itemIsEmpty = true;
    return start !== -1 && this.#field(line.slice(this.#fieldIndent));
  }

  #inItem(line: string, indent: number, isItem: boolean): boolean {
    if (this.#fieldIndent === 0 || indent < this.#fieldIndent) return false;
    if (indent === this.#fieldIndent && !isItem) return this.#field(line.slice(indent));
    return this.#copying ? this.#copy(line) : true;
  }

  #startChart(line: string): boolean {
    this.#endChart();
    const match = chartKey.exec(line);
    const name = match?.[1] ?? match?.[2] ?? match?.[3];
    if (name === undefined || this.charts.has(name)) return false;
    this.#chart = { name, lines: [] };
    return true;
  }

  #endChart(): void {
    if (this.#chart !== undefined) this.charts.set(this.#chart.name, this.#chart.lines.join("\n"));
    this.#chart = undefined;
    this.#copying = false;
    this.#fieldIndent = 0;
  }

  #field(line: string): boolean {
    const match = field.exec(line);
    if (match === null || reference.test(match[4] ?? "")) return false;
    this.#copying = kept.has(match[1] ?? match[2] ?? match[3] ?? "");
    if (!this.#copying) return true;
    this.#chart?.lines.push(`${this.#itemIsEmpty ? "- " : "  "}${line}`);
    this.#itemIsEmpty = false;
    return true;
  }

  #copy(line: string): boolean {
    if (reference.test(line)) return false;
    this.#chart?.lines.push(`  ${line.slice(this.#fieldIndent)}`);
    return true;
  }
}
