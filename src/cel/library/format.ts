import type { Library } from "../overload.ts";
import { method, plain } from "../overload.ts";
import { matching, sizeOf } from "../size.ts";
import { CelList, Optional } from "../value.ts";
import type { Opaque } from "../value.ts";
import type { NamedFormat } from "./named-formats.ts";
import { namedFormats } from "./named-formats.ts";

/** A value of the type kubernetes.NamedFormat. */
interface Format extends Opaque {
  readonly complaints: NamedFormat;
}

const formats: ReadonlyMap<string, Format> = new Map(
  [...namedFormats].map(([name, [complaints, size]]) => [
    name,
    {
      kind: "opaque",
      type: "kubernetes.NamedFormat",
      complaints,
      text: name,
      size,
      equals: (other) => other.text === name,
    },
  ]),
);

function validate({ complaints }: Format, text: string): Optional {
  const found = complaints(text);
  return new Optional(found.length === 0 ? undefined : new CelList(found));
}

/** Kubernetes' format library: the names and texts that its own fields must fit. */
export const format: Library = {
  since: 31,
  functions: [
    ...[...formats].map(([name, value]) =>
      plain(`format.${name}(): kubernetes.NamedFormat`, () => value),
    ),
    plain(
      "format.named(string): optional<kubernetes.NamedFormat>",
      (name: string) => new Optional(formats.get(name)),
    ),
    method(
      "kubernetes.NamedFormat.validate(string): optional<list<string>>",
      validate,
      ([one = null, text = null]) => matching(sizeOf(text), sizeOf(one)),
    ),
  ],
};
