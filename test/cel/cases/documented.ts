import type { Group } from "./case.ts";
import { libraries } from "./libraries.ts";

/**
 * The examples of Kubernetes' own pages ("Common Expression Language in Kubernetes", "Validation rules") and of the
 * godoc of its libraries, accepted and rejected as an API server does it. Where the page errs the comment says so.
 */
export const documented: readonly Group[] = [
  {
    title: "replicas in order",
    schema:
      "{type: object, properties: {minReplicas: {type: integer}, replicas: {type: integer}, maxReplicas: {type: integer}}}",
    value: { minReplicas: 1, replicas: 2, maxReplicas: 3 },
    cases: [
      ["self.minReplicas <= self.replicas && self.replicas <= self.maxReplicas", "holds"],
      [
        "self.minReplicas <= self.replicas && self.replicas <= self.maxReplicas",
        "fails",
        { minReplicas: 3, replicas: 2, maxReplicas: 3 },
      ],
      [
        "self.minReplicas <= self.replicas && self.replicas <= self.maxReplicas",
        "fails",
        { replicas: 2 },
      ],
    ],
  },
  {
    title: "maps and lists",
    schema: `
type: object
properties:
  stateCounts: {type: object, additionalProperties: {type: integer}}
  list1: {type: array, items: {type: string}}
  list2: {type: array, items: {type: string}}
  details: {type: object, additionalProperties: {type: string}}
  names: {type: array, x-kubernetes-list-type: set, items: {type: string}}
  set1: {type: array, x-kubernetes-list-type: set, items: {type: string}}
  set2: {type: array, x-kubernetes-list-type: set, items: {type: string}}
`,
    value: {
      stateCounts: { Available: 1 },
      list1: ["a"],
      list2: [],
      details: { a: "x", b: "y" },
      names: ["a", "b"],
      set1: ["a"],
      set2: ["b"],
    },
    cases: [
      ["'Available' in self.stateCounts", "holds"],
      ["'Ready' in self.stateCounts", "fails"],
      ["(self.list1.size() == 0) != (self.list2.size() == 0)", "holds"],
      ["(self.list1.size() == 0) != (self.list2.size() == 0)", "fails", { list1: [], list2: [] }],
      ["self.set1.all(e, !(e in self.set2))", "holds"],
      ["self.set1.all(e, !(e in self.set2))", "fails", { set1: ["a"], set2: ["b", "a"] }],
      ["self.names.size() == self.details.size() && self.names.all(n, n in self.details)", "holds"],
      [
        "self.names.size() == self.details.size() && self.names.all(n, n in self.details)",
        "fails",
        { names: ["a", "c"], details: { a: "x", b: "y" } },
      ],
      ["self.details.all(key, key.matches('^[a-zA-Z]*$'))", "holds"],
      ["self.details.all(key, key.matches('^[a-zA-Z]*$'))", "fails", { details: { a1: "" } }],
      ["self.details.all(key, self.details[key].matches('^[a-zA-Z]*$'))", "holds"],
      [
        "self.details.all(key, self.details[key].matches('^[a-zA-Z]*$'))",
        "fails",
        { details: { a: "1" } },
      ],
    ],
  },
  {
    title: "list maps",
    schema: `
type: object
properties:
  envars:
    type: array
    x-kubernetes-list-type: map
    x-kubernetes-list-map-keys: [name]
    items: {type: object, required: [name], properties: {name: {type: string}, value: {type: string}}}
  widgets:
    type: array
    x-kubernetes-list-type: map
    x-kubernetes-list-map-keys: [key]
    items: {type: object, required: [key], properties: {key: {type: string}, foo: {type: integer}}}
`,
    value: { envars: [{ name: "MY_ENV", value: "ab" }], widgets: [{ key: "x", foo: 5 }] },
    cases: [
      ["self.envars.filter(e, e.name == 'MY_ENV').all(e, e.value.matches('^[a-zA-Z]*$'))", "holds"],
      [
        "self.envars.filter(e, e.name == 'MY_ENV').all(e, e.value.matches('^[a-zA-Z]*$'))",
        "fails",
        { envars: [{ name: "MY_ENV", value: "1" }] },
      ],
      // As the page has it: one = and one bracket are missing.
      ["self.envars.filter(e, e.name = 'MY_ENV').all(e, e.value.matches('^[a-zA-Z]*$')", "refused"],
      ["self.widgets.exists(w, w.key == 'x' && w.foo < 10)", "holds"],
      [
        "self.widgets.exists(w, w.key == 'x' && w.foo < 10)",
        "fails",
        { widgets: [{ key: "x", foo: 10 }] },
      ],
    ],
  },
  {
    title: "times and texts",
    schema: `
type: object
properties:
  created: {type: string, format: date-time}
  expired: {type: string, format: date-time}
  ttl: {type: string, format: duration}
  health: {type: string}
`,
    value: {
      created: "2024-01-01T00:00:00Z",
      expired: "2024-01-02T00:00:01Z",
      ttl: "24h",
      health: "okay",
    },
    cases: [
      ["has(self.expired) && self.created + self.ttl < self.expired", "holds"],
      [
        "has(self.expired) && self.created + self.ttl < self.expired",
        "fails",
        { created: "2024-01-01T00:00:00Z", expired: "2024-01-02T00:00:00Z", ttl: "24h" },
      ],
      ["has(self.expired) && self.created + self.ttl < self.expired", "fails", {}],
      ["self.health.startsWith('ok')", "holds"],
      ["self.health.startsWith('ok')", "fails", { health: "not ok" }],
    ],
  },
  {
    title: "int-or-string",
    schema: "{x-kubernetes-int-or-string: true}",
    value: 42,
    cases: [
      ["type(self) == string ? self == '99%' : self == 42", "holds"],
      ["type(self) == string ? self == '99%' : self == 42", "holds", "99%"],
      ["type(self) == string ? self == '99%' : self == 42", "fails", "98%"],
      ["self < 100 || self == '50%'", "holds", 50],
      ["self < 100 || self == '50%'", "holds", "50%"],
      ["self < 100 || self == '50%'", "fails", "51%"],
    ],
  },
  {
    title: "names that are escaped",
    schema:
      "{type: object, properties: {namespace: {type: integer}, x-prop: {type: integer}, redact__d: {type: integer}, string: {type: string}, a.b/c: {type: integer}}}",
    value: { namespace: 1, "x-prop": 1, redact__d: 1, string: "kubernetes", "a.b/c": 1 },
    cases: [
      ["self.__namespace__ > 0", "holds"],
      ["self.x__dash__prop > 0", "holds"],
      ["self.redact__underscores__d > 0", "holds"],
      ["self.string.startsWith('kube')", "holds"],
      ["self.a__dot__b__slash__c > 0", "holds"],
      ["self.x-prop > 0", "refused"],
      ["self.redact__d > 0", "refused"],
      ["self['x-prop'] > 0", "refused"],
    ],
  },
  {
    title: "the list library",
    schema: `
type: object
properties:
  names: {type: array, items: {type: string}}
  items: {type: array, items: {type: object, properties: {weight: {type: number}}}}
  low: {type: array, items: {type: object, properties: {priority: {type: integer}}}}
  high: {type: array, items: {type: object, properties: {priority: {type: integer}}}}
  empty: {type: array, items: {type: integer}}
`,
    value: {
      names: ["a", "b"],
      items: [{ weight: 0.5 }, { weight: 0.5 }],
      low: [{ priority: 1 }, { priority: 2 }],
      high: [{ priority: 3 }],
      empty: [],
    },
    cases: [
      ["self.names.isSorted()", "holds"],
      ["self.names.isSorted()", "fails", { names: ["b", "a"] }],
      ["self.items.map(x, x.weight).sum() == 1.0", "holds"],
      ["self.low.map(x, x.priority).max() < self.high.map(x, x.priority).min()", "holds"],
      ["self.names.indexOf('b') == 1 && self.names.lastIndexOf('z') == -1", "holds"],
      ["self.empty.sum() == 0", "holds"],
      ["self.empty.min() == 0", "fails"],
      ["([0] + self.empty).min() == 0", "holds"],
      ["[].sum() == 0 && [].isSorted()", "holds"],
      ["[2.0, 1.0].isSorted()", "fails"],
      ["[duration('1m'), duration('1s')].sum() == duration('1m1s')", "holds"],
      ["['1m', '1s'].sum() == '1m1s'", "refused"],
      ["[1, 2, 2, 3].indexOf(2) == 1 && [1, 2, 2, 3].lastIndexOf(2) == 2", "holds"],
    ],
  },
  ...libraries,
];
