/** Where custom resources of some kinds name images. */
export interface ImageFields {
  /** The API group. */
  readonly group: string;
  /** None: every kind of the group. */
  readonly kinds?: readonly string[];
  /** Paths into the object; `*` is every item or member, `**` any depth. */
  readonly fields: readonly string[];
  /** What a name without a host stands below, where it is not Docker Hub. */
  readonly registry?: string;
  /** The types that say so. */
  readonly source: string;
}

/**
 * The kinds that operators start images for, by the names of their fields. Containers in pod templates, and fields called
 * `image` with a tag or digest, are found in every kind without being named here.
 */
export const imageFields: readonly ImageFields[] = [
  {
    group: "monitoring.coreos.com",
    fields: ["spec.image", "spec.baseImage", "spec.thanos.image", "spec.thanos.baseImage"],
    source: "prometheus-operator: pkg/apis/monitoring/v1, Prometheus, Alertmanager, ThanosRuler",
  },
  {
    group: "postgresql.cnpg.io",
    fields: [
      "spec.imageName",
      "spec.images.*.image",
      "spec.postgresql.extensions.*.image.reference",
    ],
    source: "cloudnative-pg: api/v1, Cluster, ImageCatalog, ClusterImageCatalog",
  },
  {
    group: "acid.zalan.do",
    fields: [
      "spec.dockerImage",
      "spec.sidecars.*.image",
      "configuration.docker_image",
      "configuration.connection_pooler.connection_pooler_image",
      "configuration.logical_backup.logical_backup_docker_image",
    ],
    source: "postgres-operator: pkg/apis/acid.zalan.do/v1, postgresql, OperatorConfiguration",
  },
  {
    group: "k8s.keycloak.org",
    fields: ["spec.image"],
    source: "keycloak: operator, KeycloakSpec",
  },
  {
    group: "kafka.strimzi.io",
    fields: ["spec.**.image"],
    source: "strimzi: api, Kafka, KafkaConnect, KafkaBridge, KafkaMirrorMaker2",
  },
  {
    group: "jenkins.io",
    fields: ["spec.master.containers.*.image"],
    source: "jenkins kubernetes-operator: api/v1alpha2, Jenkins",
  },
  {
    group: "clickhouse.altinity.com",
    fields: ["spec.templates.podTemplates.*.spec.containers.*.image"],
    source: "clickhouse-operator: ClickHouseInstallation",
  },
  {
    group: "clickhouse-keeper.altinity.com",
    fields: ["spec.templates.podTemplates.*.spec.containers.*.image"],
    source: "clickhouse-operator: ClickHouseKeeperInstallation",
  },
  {
    group: "pkg.crossplane.io",
    kinds: ["Provider", "Function", "Configuration"],
    fields: ["spec.package"],
    registry: "xpkg.upbound.io",
    source: "crossplane 1: apis/pkg/v1; --registry names what a package without a host is below",
  },
  {
    group: "serving.knative.dev",
    fields: ["spec.template.spec.containers.*.image", "spec.template.spec.initContainers.*.image"],
    source: "knative serving: pkg/apis/serving/v1, where a container needs no name",
  },
  {
    group: "operator.knative.dev",
    fields: ["spec.registry.override.*"],
    source: "knative operator: pkg/apis/operator/base, Registry",
  },
  {
    group: "argoproj.io",
    fields: [
      "spec.**.container.image",
      "spec.**.script.image",
      "spec.**.containers.*.image",
      "spec.**.sidecars.*.image",
      "spec.**.initContainers.*.image",
    ],
    source: "argo-workflows: pkg/apis/workflow/v1alpha1, Template; argo-rollouts: Rollout",
  },
  {
    group: "tekton.dev",
    fields: ["spec.**.steps.*.image", "spec.**.sidecars.*.image", "spec.image"],
    source: "tektoncd pipeline: pkg/apis/pipeline/v1, Task, Pipeline, StepAction",
  },
  {
    group: "cassandra.datastax.com",
    fields: ["spec.serverImage", "spec.configBuilderImage"],
    source: "cass-operator: apis/cassandra/v1beta1, CassandraDatacenter",
  },
  {
    group: "redis.redis.opstreelabs.in",
    fields: ["spec.kubernetesConfig.image", "spec.redisExporter.image"],
    source: "redis-operator: api, Redis, RedisCluster, RedisReplication",
  },
  {
    group: "ceph.rook.io",
    fields: ["spec.cephVersion.image"],
    source: "rook: pkg/apis/ceph.rook.io/v1, CephCluster",
  },
  {
    group: "kubevirt.io",
    fields: ["spec.**.containerDisk.image", "spec.**.kernelBoot.container.image"],
    source: "kubevirt: api/core/v1, VirtualMachine",
  },
  {
    group: "opentelemetry.io",
    fields: ["spec.image", "spec.*.image"],
    source: "opentelemetry-operator: apis, OpenTelemetryCollector, Instrumentation",
  },
  {
    group: "extensions.istio.io",
    fields: ["spec.url"],
    source: "istio api: extensions/v1alpha1, WasmPlugin (oci://)",
  },
];
