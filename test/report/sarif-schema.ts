import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { Ajv } from "ajv";
import addFormats from "ajv-formats";

const file = createRequire(import.meta.url).resolve(
  "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
);
// The schema is of draft 4, of which it uses nothing that later drafts read otherwise, but for the name of its own address.
const {
  $schema: _draft,
  id: _address,
  ...schema
} = JSON.parse(readFileSync(file, "utf8")) as {
  readonly $schema: string;
  readonly id: string;
};
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

/** What the 2.1.0 schema has against a log; nothing where it is valid. */
export function sarifFaults(log: unknown): readonly string[] {
  if (validate(log)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message = "" }) => `${instancePath} ${message}`,
  );
}
