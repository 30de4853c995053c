import { expect, test } from "vitest";

import { cosignTag, parseSubjectTag } from "../../src/model/cosign-tag.ts";
import { digestOf } from "../../src/model/digest.ts";

const subject = digestOf("chart");

test("a tag of cosign's names its subject, and is read again", () => {
  expect(cosignTag(subject, "sig")).toBe(`sha256-${subject.slice(7)}.sig`);
  for (const suffix of ["sig", "att"] as const)
    expect(parseSubjectTag(cosignTag(subject, suffix))).toEqual({ subject, suffix });
  expect(parseSubjectTag(subject.replace(":", "-"))).toEqual({ subject, suffix: "" });
});

test.each(["1.0.0", "sha256-ab.sig", `sha256-${subject.slice(7)}.exe`, `x-${subject.slice(7)}`])(
  "%s belongs to nothing",
  (tag) => {
    expect(parseSubjectTag(tag)).toBeUndefined();
  },
);
