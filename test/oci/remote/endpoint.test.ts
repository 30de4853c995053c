import { describe, expect, test } from "vitest";

import { isPrivateAddress, originOf } from "../../../src/oci/remote/endpoint.ts";

describe("originOf", () => {
  test.each([
    ["ghcr.io", undefined, "https://ghcr.io/"],
    ["ghcr.io", true, "http://ghcr.io/"],
    ["docker.io", undefined, "https://registry-1.docker.io/"],
    ["127.0.0.1:5000", undefined, "http://127.0.0.1:5000/"],
    ["127.8.8.8:5000", undefined, "http://127.8.8.8:5000/"],
    ["localhost:5000", undefined, "http://localhost:5000/"],
    ["[::1]:5000", undefined, "http://[::1]:5000/"],
    ["localhost:5000", false, "https://localhost:5000/"],
    ["10.0.0.1:5000", undefined, "https://10.0.0.1:5000/"],
    ["localhost.example.com", undefined, "https://localhost.example.com/"],
    ["127.0.0.1.example.com", undefined, "https://127.0.0.1.example.com/"],
  ])("%s, plain http %s: %s", (host, plain, expected) => {
    expect(originOf(host, plain).href).toBe(expected);
  });
});

describe("isPrivateAddress", () => {
  test.each([
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "127.0.0.1",
    "[::1]",
    "[fd00::1]",
    "[fe80::1]",
    "[::ffff:10.0.0.1]",
  ])("%s is", (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  test.each(["172.32.0.1", "8.8.8.8", "100.128.0.1", "[2001:db8::1]", "ghcr.io", "10.example.com"])(
    "%s is not",
    (address) => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );
});
