import type { Complaint } from "../rule.ts";

/**
 * What a rule says of the templates and values, and then what it says of the render and has not said by then: of the same
 * line, or of the same unit in the same words.
 */
export function* once(
  written: Iterable<Complaint>,
  rendered: Iterable<Complaint>,
): Iterable<Complaint> {
  const told = new Set<string>();
  for (const complaint of written) {
    told.add(placeKey(complaint)).add(wordsKey(complaint));
    yield complaint;
  }
  const now = new Set<string>();
  for (const complaint of rendered) {
    const [place, words] = [placeKey(complaint), wordsKey(complaint)];
    if (told.has(place) || told.has(words) || now.has(place + words)) continue;
    now.add(place + words);
    yield complaint;
  }
}

function placeKey({ at }: Complaint): string {
  return JSON.stringify([at.file, at.line]);
}

function wordsKey({ unit, message }: Complaint): string {
  return JSON.stringify([unit?.folder, message]);
}
