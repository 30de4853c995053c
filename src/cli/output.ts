import { BpError } from "../model/error.ts";

export const formats = [
  "pretty",
  "json",
  "ndjson",
  "sarif",
  "junit",
  "github",
  "markdown",
] as const;

export type Format = (typeof formats)[number];

/** What a pipeline makes jobs of, which `bp affected` alone prints. */
export const matrix = "matrix";

export interface Output {
  readonly format: Format | typeof matrix;
  /** undefined: standard output. */
  readonly file: string | undefined;
}

/**
 * Reads the values of `-o`; without one for standard output, the pretty one goes there.
 * @throws BpError USAGE for an unknown format, or two for one place
 */
export function parseOutputs(values: readonly string[]): readonly Output[] {
  const outputs = values.map((value) => parseOutput(value));
  const places = outputs.map(({ file }) => file);
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  if (twice !== undefined) {
    throw new BpError("USAGE", `two outputs want the file ${twice}`, {
      hint: "give each a file of its own: -o json=FILE",
    });
  }
  if (places.filter((place) => place === undefined).length > 1) {
    throw new BpError("USAGE", "two outputs want standard output", {
      hint: "give all but one a file: -o json=FILE",
    });
  }
  return places.includes(undefined) ? outputs : [...outputs, { format: "pretty", file: undefined }];
}

function parseOutput(value: string): Output {
  const equals = value.indexOf("=");
  const name = equals === -1 ? value : value.slice(0, equals);
  const format = name === matrix ? matrix : formats.find((known) => known === name);
  const file = equals === -1 ? undefined : value.slice(equals + 1);
  if (format === undefined || file === "") {
    throw new BpError("USAGE", `unknown output ${JSON.stringify(value)}`, {
      hint: `write -o FORMAT or -o FORMAT=FILE, with one of ${formats.join(", ")}`,
    });
  }
  return { format, file };
}
