import type { Group } from "./case.ts";
import { alone } from "./case.ts";

/** How CEL and Kubernetes' schemas meet, found out by asking an API server's own code. */
export const language: readonly Group[] = [
  {
    title: "sets and list maps",
    schema: `
type: object
properties:
  a: &set {type: array, x-kubernetes-list-type: set, items: {type: string}}
  b: *set
  plain: {type: array, items: {type: string}}
  m: &map
    type: array
    x-kubernetes-list-type: map
    x-kubernetes-list-map-keys: [k]
    items: {type: object, required: [k], properties: {k: {type: string}, v: {type: integer}}}
`,
    value: {
      a: ["x", "y"],
      b: ["y", "x"],
      plain: ["y", "x"],
      m: [
        { k: "a", v: 1 },
        { k: "b", v: 2 },
      ],
    },
    cases: [
      ["self.a == self.b", "holds"],
      ["self.a == ['y', 'x']", "holds"],
      ["['y', 'x'] == self.a", "fails"],
      ["self.plain == ['x', 'y']", "fails"],
      ["(self.a + ['z', 'x']) == ['x', 'y', 'z']", "holds"],
      ["(self.plain + ['x']).size() == 3", "holds"],
      ["self.m == [self.m[1], self.m[0]]", "holds"],
      ["(self.m + self.m).size() == 2", "holds"],
      ["(self.m + [self.m[1]]).map(e, e.k) == ['a', 'b']", "holds"],
    ],
  },
  {
    title: "what a schema hides",
    schema: `
type: object
x-kubernetes-preserve-unknown-fields: true
properties:
  known: {type: string}
  free: {type: object, x-kubernetes-preserve-unknown-fields: true}
  any: {x-kubernetes-preserve-unknown-fields: true}
  maybe: {type: string, nullable: true}
  gone: {type: object, nullable: true, properties: {v: {type: string}}}
  nulls: {type: array, items: {type: string, nullable: true}}
`,
    value: {
      known: "a",
      free: { x: 1 },
      any: 1,
      maybe: null,
      gone: null,
      nulls: [null, "a"],
      other: 1,
    },
    cases: [
      ["self.known == 'a'", "holds"],
      ["self.other == 1", "refused"],
      ["self.any == 1", "refused"],
      ["self.free.x == 1", "refused"],
      ["has(self.maybe) || has(self.gone)", "fails"],
      ["self.maybe == null", "refused"],
      ["self.gone == null", "fails"],
      ["self.nulls[1] == 'a'", "holds"],
      ["self.nulls.exists(n, dyn(n) == null)", "holds"],
      ["self.known.v == 'a'", "refused"],
      ["self.all(k, true)", "refused"],
      ["'known' in self", "refused"],
      ["size(self) > 0", "refused"],
    ],
  },
  {
    title: "embedded resources",
    schema: `
type: object
properties:
  r: {type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}
`,
    value: { r: { apiVersion: "v1", kind: "Pod", metadata: { name: "a", labels: { b: "c" } } } },
    cases: [
      ["self.r.apiVersion == 'v1' && self.r.kind == 'Pod' && self.r.metadata.name == 'a'", "holds"],
      ["has(self.r.metadata.generateName)", "fails"],
      ["self.r.metadata.labels['b'] == 'c'", "refused"],
      ["has(self.r.spec)", "refused"],
    ],
  },
  {
    title: "formats",
    schema: `
type: object
properties:
  day: {type: string, format: date}
  at: {type: string, format: date-time}
  wait: {type: string, format: duration}
  bytes: {type: string, format: byte}
  mail: {type: string, format: email}
  whole: {type: integer, format: int32}
  part: {type: number}
  large: {type: integer, format: int64}
`,
    value: {
      day: "2024-02-29",
      at: "2024-02-29T12:00:00+02:00",
      wait: "90m",
      bytes: "aGk=",
      mail: "a@example.com",
      whole: 3,
      part: 3,
      large: 9007199254740993n,
    },
    cases: [
      ["self.day < self.at && self.day.getFullYear() == 2024", "holds"],
      ["self.at.getHours() == 10 && self.at.getHours('+02:00') == 12", "holds"],
      ["self.wait == duration('1h30m') && self.wait.getMinutes() == 90", "holds"],
      ["self.bytes == b'hi'", "holds"],
      ["self.mail.endsWith('example.com')", "holds"],
      ["self.whole == 3 && self.part == 3.0", "holds"],
      ["self.part == 3", "refused"],
      ["self.part > 2 && self.whole < 3.5", "holds"],
      ["self.large == 9007199254740993", "holds"],
      ["self.large + 9223372036854775807 > 0", "fails"],
      ["self.whole / 0 == 1", "fails"],
      ["self.whole % 2 == 1 && -7 / 2 == -3 && -7 % 3 == -1", "holds"],
    ],
  },
  alone("what does not fit", [
    ["", "refused"],
    ["1", "refused"],
    ["dyn(true)", "refused"],
    ["1 +", "refused"],
    ["true ? 1 : 'a'", "refused"],
    ["[1, 'a'].size() == 2", "refused"],
    ["{'a': 1, 'b': 'c'}.size() == 2", "refused"],
    ["unknown == 1", "refused"],
    ["self.x.shuffle() == ''", "refused"],
    ["duration('x') == duration('1s')", "refused"],
    ["timestamp('2024') == timestamp('2024')", "refused"],
    ["int('a') == 1", "refused"],
    ["9223372036854775808 == 1", "refused"],
    ["'%d %d'.format([1]) == ''", "refused"],
    ["'%d'.format(['a']) == ''", "refused"],
    ["true == 'a' in ['a']", "refused"],
    ["has(self)", "refused"],
    ["[1].all(x.y, true)", "refused"],
  ]),
  alone("the language", [
    ["(1 / 0 == 1) || true", "holds"],
    ["true || (1 / 0 == 1)", "holds"],
    ["!((1 / 0 == 1) && false)", "holds"],
    ["(1 / 0 == 1) && true", "fails"],
    ["[0, 1].exists(x, 1 / x == 1)", "holds"],
    ["[0, 2].exists(x, 1 / x == 1)", "fails"],
    ["[1, 0].all(x, 1 / x == 2)", "fails"],
    ["[1, 2, 3].map(x, x > 1, x * 2) == [4, 6]", "holds"],
    ["[1, 2, 2].exists_one(x, x == 2)", "fails"],
    ["{'a': 1}.all(k, k == 'a') && {'a': 1}.map(k, k) == ['a']", "holds"],
    ["size('é😀') == 2 && '😀a'.indexOf('a') == 1 && 'a😀b'.charAt(1) == '😀'", "holds"],
    ["'a😀b'.substring(1, 2) == '😀' && 'abc'.split('') == ['a', 'b', 'c']", "holds"],
    ["'abc'.charAt(4) == ''", "fails"],
    ["'a,b,c'.split(',', 2).join('+') == 'a+b,c' && 'aaa'.replace('a', 'b', 2) == 'bba'", "holds"],
    ["' a\\t'.trim() == 'a' && 'ÄA'.lowerAscii() == 'Äa'", "holds"],
    ["strings.quote('a\"b\\n') == '\"a\\\\\"b\\\\n\"'", "holds"],
    ["'%s is %d, %.1f, %x'.format(['a', 1, 1.25, 255]) == 'a is 1, 1.2, ff'", "holds"],
    ["'%s'.format([[1, 2]]) == '[1, 2]' && '%f'.format([1234.5]) == '1,234.500000'", "holds"],
    [
      "r'\\d' == '\\\\d' && \"\"\"a'b\"\"\" == 'a\\'b' && b'\\xff' == b'\\377' && '\\u00e9' == 'é'",
      "holds",
    ],
    ["1.5e3 == 1500.0 && .5 == 0.5 && 0x1F == 31 && 1u < 2u", "holds"],
    ["dyn(1) == 1.0 && dyn(1u) == 1 && 1 < 1.5 && dyn(1) != '1'", "holds"],
    ["string(1.0) == '1' && string(1e6) == '1e+06' && string(duration('90s')) == '90s'", "holds"],
    ["'\\uffff' < '\\U00010000' && 'Z' < 'a' && b'a' < b'b'", "holds"],
    [
      "type(1) == int && type([]) == list && type(duration('1s')) == google.protobuf.Duration",
      "holds",
    ],
    ["optional.none().orValue(5) == 5 && optional.of(1).or(optional.of(2)).value() == 1", "holds"],
    ["{'a': {'b': 1}}.?a.?b.orValue(0) == 1 && {'a': 1}[?'b'].orValue(2) == 2", "holds"],
    ["[1][?1].hasValue() || optional.ofNonZeroValue('').hasValue()", "fails"],
    [
      "optional.of(2).optMap(x, x * 2).value() == 4 && !optional.none().optFlatMap(x, x).hasValue()",
      "holds",
    ],
    ["optional.none().value() == 1", "fails"],
    ["[1, ?optional.none(), 2] == [1, 2] && {?'a': optional.of(1)} == {'a': 1}", "holds"],
    [
      "sets.contains([1, 2], [2]) && sets.equivalent([1, 1], [1]) && !sets.intersects([1], [2])",
      "holds",
    ],
    ["[3, 1].exists(i, v, i == 1 && v == 1) && {'a': 1}.all(k, v, k == 'a' && v == 1)", "holds"],
    [
      "[3, 1].transformList(i, v, i + v) == [3, 2] && {'a': 1}.transformMap(k, v, v + 1) == {'a': 2}",
      "holds",
    ],
    ["[3, 1].transformMapEntry(i, v, {v: i}) == {3: 0, 1: 1}", "holds"],
    ["[1, 1].transformMapEntry(i, v, {v: i}).size() == 1", "fails"],
    ["timestamp('2024-01-01T00:00:00Z').getDayOfYear('America/New_York') == 364", "holds"],
    [
      "timestamp('2024-01-31T00:00:00Z') + duration('24h') == timestamp('2024-02-01T00:00:00Z')",
      "holds",
    ],
    [
      "timestamp('2024-01-01T00:00:00Z') - timestamp('2023-12-31T23:00:00Z') == duration('1h')",
      "holds",
    ],
    ["!!true && --1 == 1 && -(-1) == 1 && 1 - -1 == 2 && !(-1 == 1)", "holds"],
    ["1 < 2 == true && (1 == 1) == true && 2 - 1 - 1 == 0 && 7 / 2 * 2 == 6", "holds"],
    ["'a'.matches('^A$') || matches('abc', 'd')", "fails"],
  ]),
];
