/** What may stand under a field: anything, a mapping with any keys, these fields, or a list of such. */
type Shape = "any" | Fields | readonly [Fields];

interface Fields {
  readonly [name: string]: Shape;
}

const object: Fields = names("group version kind apiVersion name namespace");
const selector: Fields = { ...object, ...names("annotationSelector labelSelector") };
const fieldSpec: Fields = names("group version kind path create");
const options: Fields = names("labels annotations disableNameSuffixHash immutable");
const fieldOptions: Fields = names("delimiter index encoding create");

const patch: Fields = {
  ...names("path patch"),
  target: selector,
  options: names("allowNameChange allowKindChange"),
};

const generator: Fields = {
  ...names("namespace name behavior literals files envs env"),
  options,
};

const replacement: Fields = {
  ...names("path sourceValue"),
  source: { ...object, ...names("fieldPath"), options: fieldOptions },
  targets: [
    {
      select: selector,
      reject: [selector],
      fieldPaths: "any",
      options: fieldOptions,
    },
  ],
};

/** Every field of a kustomization that kustomize 5 knows (kustomize api/types); it refuses any other. */
export const kustomizationFields: Fields = {
  ...names(
    "apiVersion kind openapi namePrefix nameSuffix namespace commonLabels commonAnnotations",
  ),
  ...names("patchesStrategicMerge resources components crds bases configurations generators"),
  ...names("transformers validators buildMetadata"),
  metadata: names("name namespace labels annotations"),
  labels: [{ ...names("pairs includeSelectors includeTemplates"), fields: [fieldSpec] }],
  patches: [patch],
  patchesJson6902: [patch],
  images: [names("name newName tagSuffix newTag digest")],
  imageTags: [names("name newName tagSuffix newTag digest")],
  replacements: [replacement],
  replicas: [names("name count")],
  vars: [{ name: "any", objref: object, fieldref: names("fieldPath fieldpath") }],
  sortOptions: { order: "any", legacySortOptions: names("orderFirst orderLast") },
  configMapGenerator: [generator],
  secretGenerator: [{ ...generator, type: "any" }],
  generatorOptions: options,
  helmGlobals: "any",
  helmCharts: "any",
  helmChartInflationGenerator: "any",
};

function names(list: string): Fields {
  return Object.fromEntries(list.split(" ").map((name) => [name, "any"]));
}

export type { Fields, Shape };
