/** What the values of an enumeration mean, by the path of the field; `[]` stands for the items of a list. */
export const enumWords: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map([
  [
    "spec.visibility",
    {
      listed: "The catalogue shows it to everyone.",
      unlisted: "It is found by those who know its name.",
      private: "Its owner alone sees it.",
    },
  ],
  ...["modes[]", "default", "defaultOnMultiRegion"].map(
    (field) => [`spec.placementSchema.${field}`, modes()] as const,
  ),
  ...["supported[]", "defaults.multi-region", "defaults.single-region"].map(
    (field) => [`spec.topology.${field}`, modes()] as const,
  ),
  [
    "spec.topology.perTopology.*.replication.mode",
    {
      sync: "A write is done when the other region has it too.",
      async: "A write is done before the other region has it; the last ones can be lost.",
      none: "Nothing is replicated.",
    },
  ],
  [
    "spec.topology.perTopology.*.placement.roles.*",
    {
      active: "It serves.",
      passive: "It waits to take over.",
      singleton: "It is the only one.",
    },
  ],
  [
    "spec.manifests.source.kind",
    {
      HelmChart: "A Helm chart.",
      Kustomize: "A folder with a kustomization.",
      OAM: "An application of the Open Application Model.",
    },
  ],
  [
    "spec.endpoints[].visibility",
    {
      public: "Anybody can reach it.",
      private: "Users of the organisation can reach it.",
      internal: "Other workloads alone can reach it.",
    },
  ],
]);

function modes(): Readonly<Record<string, string>> {
  return {
    singleton: "One copy, in one region.",
    "active-active": "Copies in several regions, and all of them serve.",
    "active-hot-standby":
      "One region serves, and another holds every write and can take over at once.",
    "active-passive": "One region serves, and another is started where it fails.",
    "single-region": "The older spelling of singleton.",
    "active-hotstandby": "The older spelling of active-hot-standby.",
    "primary-only": "In the primary region alone.",
    "secondary-only": "In the secondary regions alone.",
    "every-region": "A copy of its own in every region.",
  };
}
