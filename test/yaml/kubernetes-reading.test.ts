import { describe, expect, it } from "vitest";

import { parseYaml, toValue } from "../../src/yaml/index.ts";

/** What sigs.k8s.io/yaml 1.6 makes of a plain or tagged scalar; `Error` where it refuses it. */
const values: readonly (readonly [text: string, value: unknown])[] = [
  ...["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"].map(
    (text) => [text, true] as const,
  ),
  ...["n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"].map(
    (text) => [text, false] as const,
  ),
  ...["", "~", "null", "Null", "NULL"].map((text) => [text, null] as const),
  ...["yES", "oN", "oFF", "tRUE", "nULL", "inf", "nan"].map((text) => [text, text] as const),
  ["0", 0],
  ["07", 7],
  ["0777", 511],
  ["0o777", 511],
  ["0O17", 15],
  ["08", 8],
  ["0899", 899],
  ["0x1F", 31],
  ["0X1f", 31],
  ["0xZ", "0xZ"],
  ["0b101", 5],
  ["0B11", 3],
  ["-0b101", -5],
  ["0b2", "0b2"],
  ["1_000", 1000],
  ["1_", 1],
  ["1__0", 10],
  ["_1", "_1"],
  ["0x_ff", 255],
  ["+1", 1],
  ["-1", -1],
  ["-", Error],
  ["+", "+"],
  [".", "."],
  ["..", ".."],
  [".5", 0.5],
  ["-.5", -0.5],
  [".5_0", 0.5],
  ["._5", "._5"],
  ["1.", 1],
  ["1.e5", 100_000],
  ["1e3", 1000],
  ["1E+3", 1000],
  ["1e", "1e"],
  ["1e400", "1e400"],
  ["1.5_0", 1.5],
  ["1.10", 1.1],
  ["1.2.3", "1.2.3"],
  ["12:30", "12:30"],
  ["1:2:3", "1:2:3"],
  ["190:20:30.15", "190:20:30.15"],
  ["2001-01-01", "2001-01-01"],
  ["2001-12-14t21:59:43.10-05:00", "2001-12-14t21:59:43.10-05:00"],
  ["9007199254740991", 9_007_199_254_740_991],
  ["9007199254740993", 9_007_199_254_740_993n],
  ["9223372036854775808", 9_223_372_036_854_775_808n],
  ["18446744073709551615", 18_446_744_073_709_551_615n],
  ["18446744073709551616", 18_446_744_073_709_552_000],
  ["-9223372036854775808", -9_223_372_036_854_775_808n],
  ["-9223372036854775809", -9_223_372_036_854_776_000],
  ["+9223372036854775808", 9_223_372_036_854_776_000],
  ["0xffffffffffffffff", 18_446_744_073_709_551_615n],
  ["0x1ffffffffffffffff", "0x1ffffffffffffffff"],
  [".inf", Error],
  ["-.Inf", Error],
  ["+.INF", Error],
  [".nan", Error],
  ['"3"', "3"],
  ["'yes'", "yes"],
  ["!!str yes", "yes"],
  ["!!str", ""],
  ["!!int 3", 3],
  ['!!int "3"', 3],
  ["!!int 1.0", Error],
  ["!!int foo", Error],
  ["!!float 3", 3],
  ["!!float 0x10", 16],
  ["!!bool yes", true],
  ['!!bool "yes"', true],
  ["!!bool 1", Error],
  ["!!null ~", null],
  ["!!null x", Error],
  ["!!binary aGVsbG8=", "hello"],
  ["!!binary a", Error],
  ["!!timestamp 2001-01-01", "2001-01-01"],
  ["!!timestamp x", Error],
  ["!foo 3", "3"],
  ["! 3", "3"],
  ["!<tag:yaml.org,2002:str> 3", "3"],
];

/** The JSON name of a mapping key; `Error` where sigs.k8s.io/yaml refuses it. */
const names: readonly (readonly [text: string, name: unknown])[] = [
  ["y", "true"],
  ["on", "true"],
  ["Off", "false"],
  ["0777", "511"],
  ["1_000", "1000"],
  ["1.10", "1.1"],
  [".5", "0.5"],
  ["1.0", "1"],
  ["1e6", "1e+06"],
  ["0.00001", "1e-05"],
  ["1234567.5", "1.2345675e+06"],
  ["123456789.0", "1.2345679e+08"],
  ["9223372036854775807", "9223372036854775807"],
  ["9223372036854775808", Error],
  ["18446744073709551616", "1.8446744e+19"],
  [".inf", ".inf"],
  ["-.inf", "-.inf"],
  [".nan", ".nan"],
  ["null", Error],
  ["~", Error],
  ["'1'", "1"],
  ["2001-01-01", "2001-01-01"],
  ["__proto__", "__proto__"],
];

function read(text: string): unknown {
  const { documents, findings } = parseYaml(text, "f.yaml");
  return findings.length > 0 ? Error : toValue(documents[0]?.root);
}

describe("a scalar as Kubernetes reads it", () => {
  it.each(values)("%s", (text, value) => {
    const result = read(`a: ${text}\n`);
    expect(result).toEqual(value === Error ? Error : { a: value });
  });
});

describe("a mapping key as Kubernetes reads it", () => {
  it.each(names)("%s", (text, name) => {
    const result = read(`${text}: x\n`);
    expect(name === Error ? result : Object.entries(result as object)).toEqual(
      name === Error ? Error : [[name, "x"]],
    );
  });
});
