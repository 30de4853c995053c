import { upstreamCount, versionOf } from "./many-upstreams.ts";
import { chartOnly } from "./workspace.ts";

/** Where the upstreams of a test are: those of even numbers in the one place, of odd numbers in the other. */
export interface Places {
  /** A chart repository, by the name that Helm's list gives it. */
  readonly http: string;
  /** A registry's folder of charts, `oci://…`. */
  readonly oci: string;
}

export const umbrellas: readonly string[] = ["a", "b", "c", "d", "e", "f"].map(
  (letter) => `platform/${letter}`,
);

const perUmbrella = upstreamCount / umbrellas.length;

/**
 * Umbrella charts over all of the upstreams: exact versions and ranges, aliases, conditions on and off, tags, imported
 * values, and one chart of the tree that has an upstream itself.
 */
export function umbrellaFiles(places: Places): Record<string, string> {
  const files = umbrellas.map((folder, at) => umbrella(folder, at, places));
  return Object.assign(base(places), ...files);
}

/** The folder of the chart that umbrellas take by `file://`. */
export const baseFolder = "libs/base";

function base(places: Places): Record<string, string> {
  const at = 20;
  return {
    [`${baseFolder}/Chart.yaml`]: `apiVersion: v2
name: base
version: 0.3.0
dependencies:
  - ${dependency(at, places, `version: "${versionOf(at)}"`)}
`,
    [`${baseFolder}/values.yaml`]: "word: base\n",
    [`${baseFolder}/templates/base.yaml`]: `apiVersion: v1
kind: ConfigMap
metadata: { name: "{{ .Release.Name }}-base" }
data: { word: "{{ .Values.word }}" }
`,
  };
}

function umbrella(folder: string, at: number, places: Places): Record<string, string> {
  const first = at * perUmbrella;
  const numbers = Array.from({ length: perUmbrella }, (_, index) => first + index);
  const dependencies = numbers.map((number) => dependency(number, places, ruleOf(number)));
  const twice = Math.max(first, 6);
  if (at % 2 === 1)
    dependencies.push(
      dependency(
        twice,
        places,
        `version: "*", alias: other-${twice}, import-values: [{ child: data, parent: taken }]`,
      ),
    );
  if (at % 3 === 0)
    dependencies.push(
      `{ name: base, version: ^0.3.0, repository: "file://../../../${baseFolder}" }`,
    );
  const switches = numbers.map(
    (number) => `up-${number}: { enabled: ${number % 5 !== 3}, word: set }\n`,
  );
  return {
    ...chartOnly(folder, { dependencies }),
    [`${folder}/chart/values.yaml`]: `global: { zone: z-${at} }
tags: { front: ${at % 2 === 0}, back: true }
other-${twice}: { word: under another name }
${switches.join("")}`,
    [`${folder}/chart/templates/taken.yaml`]: `apiVersion: v1
kind: ConfigMap
metadata: { name: "{{ .Release.Name }}-taken" }
data: { values: {{ .Values | toJson | quote }} }
`,
  };
}

function dependency(number: number, { http, oci }: Places, rules: string): string {
  const name = number < 5 ? `lib-${number}` : `up-${number}`;
  return `{ name: ${name}, repository: "${number % 2 === 0 ? http : oci}", ${rules} }`;
}

function ruleOf(number: number): string {
  const exact = versionOf(number);
  const ranges = [exact, `^1.${number}.0`, `>=1.${number} <1.${number + 1}`, `~1.${number}`, "1.x"];
  const range = `version: "${ranges[number % ranges.length]}"`;
  const name = number < 5 ? `lib-${number}` : `up-${number}`;
  if (number % 5 === 3) return `${range}, condition: ${name}.enabled`;
  if (number % 5 === 4) return `${range}, tags: [front, other]`;
  return range;
}
