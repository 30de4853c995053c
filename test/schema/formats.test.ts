import { expect, test } from "vitest";

import { versionWith } from "./support.ts";

const table: Readonly<Record<string, { good: readonly string[]; bad: readonly string[] }>> = {
  byte: { good: ["", "YQ==", "YWI="], bad: ["YQ", "a-b="] },
  cidr: { good: ["10.0.0.0/8", "2001:db8::/32"], bad: ["10.0.0.0", "10.0.0.0/33", "::/129"] },
  date: { good: ["2024-02-29"], bad: ["2023-02-29", "2024-2-9"] },
  "date-time": {
    good: ["2024-01-31T10:00:00Z", "2024-01-31T10:00:00.5+02:00"],
    bad: ["2024-01-31", "2024-01-31T25:00:00Z"],
  },
  duration: {
    good: ["1h30m", "90s", "1.5h", "-2m", "0", "3 days", "1w"],
    bad: ["90", "P1D", "1 fortnight", ""],
  },
  email: { good: ["a@b.example"], bad: ["a b@c", "a"] },
  hexcolor: { good: ["#fff", "00ff00"], bad: ["#ffff", "red"] },
  hostname: { good: ["a.example", "a"], bad: ["-a", "a..b", "a_b"] },
  ipv4: { good: ["10.0.0.1"], bad: ["10.0.0.01", "256.0.0.1", "::1"] },
  ipv6: {
    good: ["::1", "2001:db8::1", "::ffff:10.0.0.1"],
    bad: ["10.0.0.1", ":::", "fe80::1%eth0"],
  },
  mac: {
    good: ["01:23:45:67:89:ab", "0123.4567.89ab"],
    bad: ["01:23:45:67:89", "01:23-45:67:89:ab"],
  },
  uri: { good: ["https://a.example/b", "/path"], bad: ["a b", "example"] },
  uuid: { good: ["6ba7b810-9dad-11d1-80b4-00c04fd430c8"], bad: ["6ba7b810"] },
  uuid4: {
    good: ["f47ac10b-58cc-4372-a567-0e02b2c3d479"],
    bad: ["6ba7b810-9dad-11d1-80b4-00c04fd430c8"],
  },
};

test.each(Object.entries(table))("%s", (format, { good, bad }) => {
  const version = versionWith(`{type: string, format: ${format}}`);
  const wrong = (spec: string): boolean => version.validate({ spec }).length > 0;
  expect(good.filter(wrong)).toEqual([]);
  expect(bad.filter((text) => !wrong(text))).toEqual([]);
});
