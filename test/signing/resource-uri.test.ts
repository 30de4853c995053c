import { expect, test } from "vitest";

import { gitUri, resourceUri } from "../../src/signing/resource-uri.ts";

test.each([
  ["https://user:pass@example.com/a?token=1#x", "https://example.com/a"],
  ["oci://ghcr.io/acme/charts", "oci://ghcr.io/acme/charts"],
  ["oci://token@ghcr.io:8443/acme", "oci://ghcr.io:8443/acme"],
  ["file://../x", undefined],
  ["@alias", undefined],
  ["alias:name", undefined],
  ["javascript:alert(1)", undefined],
  ["", undefined],
])("the address %j is %j", (address, expected) => {
  expect(resourceUri(address)).toBe(expected);
});

test.each([
  ["git@github.com:acme/demo.git", "ssh://github.com/acme/demo.git"],
  ["ssh://git@github.com/acme/demo.git", "ssh://github.com/acme/demo.git"],
  ["https://x-access-token:abc@github.com/acme/demo", "https://github.com/acme/demo"],
  ["/srv/git/demo.git", undefined],
  ["../demo", undefined],
])("the remote %j is %j", (address, expected) => {
  expect(gitUri(address)).toBe(expected);
});
