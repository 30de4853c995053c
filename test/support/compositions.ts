/** What Crossplane is given: a definition, a composition of it, and the function that the composition runs. */
export const definition = `apiVersion: apiextensions.crossplane.io/v1
kind: CompositeResourceDefinition
metadata:
  name: xdatabases.example.org
spec:
  group: example.org
  names: { kind: XDatabase, plural: xdatabases }
  claimNames: { kind: Database, plural: databases }
  versions:
    - name: v1
      served: true
      referenceable: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                size: { type: string, enum: [small, large] }
`;

export const composition = `apiVersion: apiextensions.crossplane.io/v1
kind: Composition
metadata:
  name: xdatabases.cnpg
spec:
  compositeTypeRef: { apiVersion: example.org/v1, kind: XDatabase }
  mode: Pipeline
  pipeline:
    - step: render
      functionRef: { name: function-go-templating }
      input:
        apiVersion: gotemplating.fn.crossplane.io/v1beta1
        kind: GoTemplate
        source: Inline
        inline:
          template: |
            apiVersion: postgresql.cnpg.io/v1
            kind: Cluster
            metadata:
              name: {{ .observed.composite.resource.metadata.name }}
`;

export const functions = `apiVersion: pkg.crossplane.io/v1
kind: Function
metadata:
  name: function-go-templating
spec:
  package: xpkg.crossplane.io/crossplane-contrib/function-go-templating:v0.11.0
`;

/** The compositions of a unit's folder. */
export function compositions(folder: string): Record<string, string> {
  return {
    [`${folder}/compositions/definition.yaml`]: definition,
    [`${folder}/compositions/composition.yaml`]: composition,
    [`${folder}/compositions/functions.yaml`]: functions,
  };
}
