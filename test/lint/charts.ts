import type { Files } from "./support.ts";
import { chartText, unit } from "./support.ts";

/** A unit that no rule complains of, with files below its chart's folder. */
export function chart(name: string, below: Files, more?: string): Files {
  const files = Object.entries(below).map(([path, text]) => [
    `platform/${name}/chart/${path}`,
    text,
  ]);
  const own = more === undefined ? unit(name) : unit(name, { chart: chartText(name, more) });
  return { ...own, ...Object.fromEntries(files) };
}

/** A chart with one template. */
export function template(text: string, below: Files = {}, more?: string): Files {
  return chart("a", { "templates/a.yaml": text, ...below }, more);
}

/** A line of `dependencies`. */
export function dependency(name: string, version: string, repository: string, rest = ""): string {
  return `  - {name: ${name}, version: ${version}, repository: "${repository}"${rest}}\n`;
}

export const noUpstream = 'annotations:\n  catalyst.openova.io/no-upstream: "true"\n';
